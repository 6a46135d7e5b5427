import { expect, test } from 'vitest';
import type { BoxRecord } from '../../../shared/domain.ts';
import { Project } from '../project.ts';
import { openProject, petProject, runSpec, scoreMap } from '../testFolders.ts';

const box = { x: 1, y: 2, w: 30, h: 40 };

/** Ten images with an unreviewed box each; box n belongs to image n. */
async function predictedProject(): Promise<Project> {
  const { project } = await petProject();
  const { id } = project.beginRun(runSpec());
  const images = project.images();
  project.savePredictions(
    id,
    images.map((image) => ({ imageId: image.id, classId: image.classId, box, score: 0.5, map: scoreMap(1) })),
  );
  return project;
}

function review(project: Project, boxId: number): BoxRecord['review'] | undefined {
  return project.boxes().find(({ id }) => id === boxId)?.review;
}

test('each decision changes the box and writes its line', async () => {
  const project = await predictedProject();
  const smaller = { x: 2, y: 3, w: 20, h: 30 };
  project.decide({ kind: 'accept', boxId: 1 });
  project.decide({ kind: 'reject', boxId: 2 });
  project.decide({ kind: 'edit', boxId: 3, box: smaller });
  project.decide({ kind: 'set-class', boxId: 4, classId: 2 });
  const { boxId } = project.decide({ kind: 'draw', imageId: 5, classId: 1, box: smaller });
  expect(project.boxes().map(({ id, review }) => `${id} ${review}`)).toEqual([
    '1 accepted',
    '2 rejected',
    '3 edited',
    '4 edited',
    '5 unreviewed',
    '11 accepted',
    ...[6, 7, 8, 9, 10].map((id) => `${id} unreviewed`),
  ]);
  expect(project.boxesOfImage(3)[0]).toMatchObject({ ...smaller, source: 'predicted', score: 0.5 });
  expect(project.boxesOfImage(5)[1]).toMatchObject({ id: boxId, source: 'drawn', score: null, runId: null });
  expect([...project.decisions()].map(({ kind }) => kind)).toEqual([
    'accept',
    'reject',
    'edit',
    'set-class',
    'draw',
  ]);
});

test('a drawn box is deleted; a predicted one is rejected, lest the next run bring it back', async () => {
  const project = await predictedProject();
  const { boxId } = project.decide({ kind: 'draw', imageId: 5, classId: 1, box });
  expect(project.decide({ kind: 'delete', boxId }).kind).toBe('delete');
  expect(project.decide({ kind: 'delete', boxId: 1 }).kind).toBe('reject');
  expect(project.boxes().some(({ id }) => id === boxId)).toBe(false);
  expect(review(project, 1)).toBe('rejected');
});

test('undo walks all the way back, redo all the way forth', async () => {
  const project = await predictedProject();
  const untouched = project.boxes();
  project.decide({ kind: 'accept', boxId: 1 });
  const { boxId } = project.decide({ kind: 'draw', imageId: 1, classId: 1, box });
  project.decide({ kind: 'delete', boxId });
  project.decide({ kind: 'reject', boxId: 1 });
  const decided = project.boxes();
  while (project.undo());
  expect(project.boxes()).toEqual(untouched);
  while (project.redo());
  expect(project.boxes()).toEqual(decided);
});

test('a new decision after an undo ends what could be redone', async () => {
  const project = await predictedProject();
  project.decide({ kind: 'accept', boxId: 1 });
  project.decide({ kind: 'accept', boxId: 2 });
  project.undo();
  project.decide({ kind: 'accept', boxId: 3 });
  expect(project.redo()).toBeUndefined();
  expect([1, 2, 3].map((id) => review(project, id))).toEqual(['accepted', 'unreviewed', 'accepted']);
  project.undo();
  project.undo();
  expect(project.undo()).toBeUndefined();
  expect(project.boxes({ review: 'unreviewed' })).toHaveLength(10);
});

test('undo and redo go on after the project was closed and opened', async () => {
  const project = await predictedProject();
  project.decide({ kind: 'accept', boxId: 1 });
  project.decide({ kind: 'accept', boxId: 2 });
  project.undo();
  const { folder } = project;
  project.close();
  using again = Project.open(folder);
  expect(again.redo()).toMatchObject({ kind: 'redo', boxId: 2 });
  again.undo();
  again.undo();
  expect(again.boxes({ review: 'unreviewed' })).toHaveLength(10);
});

test('a box that came back to a later run by undo is exchanged for the decided one by redo', async () => {
  const project = await predictedProject();
  project.decide({ kind: 'accept', boxId: 1 });
  project.undo();
  const { id } = project.beginRun(runSpec('later'));
  project.savePredictions(id, [{ imageId: 1, classId: 1, box, score: 0.9, map: scoreMap(1) }]);
  project.redo();
  expect(project.boxesOfImage(1).map(({ id: boxId, review }) => `${boxId} ${review}`)).toEqual([
    '1 accepted',
  ]);
});

test('a decision on a box that is not there changes and logs nothing', () => {
  const project = openProject();
  expect(() => project.decide({ kind: 'accept', boxId: 99 })).toThrow(/no box 99/);
  expect([...project.decisions()]).toEqual([]);
});
