import { expect, test } from 'vitest';
import type { BoxRecord } from '../../../shared/domain.ts';
import { Project } from '../project.ts';
import { openProject, predictedProject, runSpec, scoreMap } from '../testFolders.ts';

const box = { x: 1, y: 2, w: 30, h: 40 };

function review(project: Project, boxId: number): BoxRecord['review'] | undefined {
  return project.boxes().find(({ id }) => id === boxId)?.review;
}

test('each decision changes the box and writes its line', async () => {
  const project = await predictedProject();
  const smaller = { x: 2, y: 3, w: 20, h: 30 };
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  project.review.decideAll([{ kind: 'reject', boxId: 2 }]);
  project.review.decideAll([{ kind: 'edit', boxId: 3, box: smaller }]);
  project.review.decideAll([{ kind: 'set-class', boxId: 4, classId: 2 }]);
  const [boxId = 0] = project.review.decideAll([
    { kind: 'draw', imageId: 5, classId: 1, box: smaller },
  ]).boxIds;
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
  expect([...project.review.log()].map(({ kind }) => kind)).toEqual([
    'accept',
    'reject',
    'edit',
    'set-class',
    'draw',
  ]);
});

test('a drawn box is deleted; a predicted one is rejected, lest the next run bring it back', async () => {
  const project = await predictedProject();
  const [boxId = 0] = project.review.decideAll([{ kind: 'draw', imageId: 5, classId: 1, box }]).boxIds;
  project.review.decideAll([
    { kind: 'delete', boxId },
    { kind: 'delete', boxId: 1 },
  ]);
  expect([...project.review.log()].map(({ kind }) => kind)).toEqual(['draw', 'delete', 'reject']);
  expect(project.boxes().some(({ id }) => id === boxId)).toBe(false);
  expect(review(project, 1)).toBe('rejected');
});

test('undo walks all the way back, redo all the way forth', async () => {
  const project = await predictedProject();
  const untouched = project.boxes();
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  const [boxId = 0] = project.review.decideAll([{ kind: 'draw', imageId: 1, classId: 1, box }]).boxIds;
  project.review.decideAll([{ kind: 'delete', boxId }]);
  project.review.decideAll([{ kind: 'reject', boxId: 1 }]);
  const decided = project.boxes();
  while (project.review.undo());
  expect(project.boxes()).toEqual(untouched);
  while (project.review.redo());
  expect(project.boxes()).toEqual(decided);
});

test('a new decision after an undo ends what could be redone', async () => {
  const project = await predictedProject();
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  project.review.decideAll([{ kind: 'accept', boxId: 2 }]);
  project.review.undo();
  project.review.decideAll([{ kind: 'accept', boxId: 3 }]);
  expect(project.review.redo()).toBeNull();
  expect([1, 2, 3].map((id) => review(project, id))).toEqual(['accepted', 'unreviewed', 'accepted']);
  project.review.undo();
  project.review.undo();
  expect(project.review.undo()).toBeNull();
  expect(project.boxes({ review: 'unreviewed' })).toHaveLength(10);
});

test('undo and redo go on after the project was closed and opened', async () => {
  const project = await predictedProject();
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  project.review.decideAll([{ kind: 'accept', boxId: 2 }]);
  project.review.undo();
  const { folder } = project;
  project.close();
  using again = Project.open(folder);
  expect(again.review.redo()).toEqual({ boxIds: [2], imageIds: [2], count: 1, imageId: 2 });
  again.review.undo();
  again.review.undo();
  expect(again.boxes({ review: 'unreviewed' })).toHaveLength(10);
});

test('a box that came back to a later run by undo is exchanged for the decided one by redo', async () => {
  const project = await predictedProject();
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  project.review.undo();
  const { id } = project.beginRun(runSpec('later'));
  project.savePredictions(id, [
    { imageId: 1, classId: 1, box, score: 0.9, map: scoreMap(1), agreement: null },
  ]);
  project.review.redo();
  expect(project.boxesOfImage(1).map(({ id: boxId, review }) => `${boxId} ${review}`)).toEqual([
    '1 accepted',
  ]);
});

test('a decision on a box that is not there changes and logs nothing', () => {
  const project = openProject();
  expect(() => project.review.decideAll([{ kind: 'accept', boxId: 99 }])).toThrow(/no box 99/);
  expect([...project.review.log()]).toEqual([]);
});
