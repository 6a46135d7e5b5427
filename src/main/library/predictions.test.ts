import { expect, test } from 'vitest';
import type { BoxRecord, Prediction } from '../../shared/domain.ts';
import type { Project } from './project.ts';
import { petProject, runSpec, scoreMap } from './testFolders.ts';

const box = { x: 10.25, y: 5.5, w: 20, h: 30.125 };

/** One box an image, all alike but for the score. */
function predictionsFor(project: Project, score: number): Prediction[] {
  return project
    .images()
    .map(({ id, classId }) => ({ imageId: id, classId, box, score, map: scoreMap(score), agreement: null }));
}

function contents(boxes: BoxRecord[]): Omit<BoxRecord, 'id'>[] {
  return boxes.map(({ id: _, ...content }) => content);
}

test('boxes are stored to the last digit and maps in half precision', async () => {
  const { project } = await petProject();
  const run = project.beginRun(runSpec());
  project.savePredictions(run.id, predictionsFor(project, 0.1));
  const [first] = project.images();
  expect(contents(project.boxesOfImage(first?.id ?? 0))).toEqual([
    { imageId: 1, classId: 1, ...box, source: 'predicted', score: 0.1, runId: 1, review: 'unreviewed' },
  ]);
  const stored = project.scoreMap(1);
  // 0.1 is not a half; the nearest is 1638 / 2^14. The others are.
  expect(stored).toEqual(scoreMap(1638 / 2 ** 14));
  expect(project.scoreMap(1, run.id)).toEqual(stored);
  expect(project.scoreMap(1, 99)).toBeUndefined();
});

test('saving the same again changes nothing but ids', async () => {
  const { project } = await petProject();
  const run = project.beginRun(runSpec());
  project.savePredictions(run.id, predictionsFor(project, 0.5));
  const before = project.dump();
  project.savePredictions(run.id, predictionsFor(project, 0.5));
  expect(project.dump()).toEqual(before);
});

test('a later run replaces what nobody has looked at; maps of both are kept', async () => {
  const { project } = await petProject();
  const first = project.beginRun(runSpec('first'));
  project.savePredictions(first.id, predictionsFor(project, 0.5));
  const second = project.beginRun(runSpec('second'));
  project.savePredictions(second.id, predictionsFor(project, 0.75));
  expect(project.boxes()).toHaveLength(10);
  expect(project.boxes({ runId: second.id, review: 'unreviewed' })).toHaveLength(10);
  expect(project.scoreMap(1)?.values[0]).toBe(0.75);
  expect(project.scoreMap(1, first.id)?.values[0]).toBe(0.5);
});

test('what a person accepted, rejected, edited or drew is never touched, and no box is put beside it', async () => {
  const { project } = await petProject();
  const first = project.beginRun(runSpec('first'));
  const [forThird, ...others] = predictionsFor(project, 0.5).toReversed();
  project.savePredictions(first.id, others.toReversed());
  const [accepted, rejected, edited, reclassed] = project.boxes();
  project.review.decideAll([{ kind: 'accept', boxId: accepted?.id ?? 0 }]);
  project.review.decideAll([{ kind: 'reject', boxId: rejected?.id ?? 0 }]);
  project.review.decideAll([{ kind: 'edit', boxId: edited?.id ?? 0, box: { x: 0, y: 0, w: 1, h: 1 } }]);
  project.review.decideAll([{ kind: 'set-class', boxId: reclassed?.id ?? 0, classId: 2 }]);
  project.review.decideAll([{ kind: 'draw', imageId: forThird?.imageId ?? 0, classId: 2, box }]);
  const decided = project.boxes().filter(({ review }) => review !== 'unreviewed');
  expect(decided).toHaveLength(5);

  const second = project.beginRun(runSpec('second'));
  project.savePredictions(second.id, predictionsFor(project, 0.75));
  expect(project.boxes().filter(({ review }) => review !== 'unreviewed')).toEqual(decided);
  // The reclassed box speaks for dog; cat is still open in its image, so that it gets a box of the new run.
  const fresh = project.boxes({ review: 'unreviewed' }).map(({ imageId }) => imageId);
  expect(fresh).toEqual([4, 5, 6, 7, 8, 9]);
});

test('all or nothing: a prediction that cannot be stored takes the others back', async () => {
  const { project } = await petProject();
  const run = project.beginRun(runSpec());
  const [good] = predictionsFor(project, 0.5);
  const bad = { ...good, box: { ...box, w: Number.NaN } } as Prediction;
  expect(() => project.savePredictions(run.id, [good as Prediction, bad])).toThrow(/NOT NULL/);
  expect(project.boxes()).toEqual([]);
  expect(project.scoreMap(1)).toBeUndefined();
});
