/** What counts as evidence, in projects with real logs. */
import { expect, test } from 'vitest';
import type { Project } from '../project.ts';
import { openProject, runSpec, scoreMap, tempFolder, writeClasses } from '../testFolders.ts';

const box = { x: 0, y: 0, w: 20, h: 20 };
/** Half of `box`: IoU .5, right by one standard and wrong by the other. */
const half = { x: 0, y: 0, w: 10, h: 20 };

/** Cats and dogs, 20 of each, with boxes 1 to 40 of rising agreement by a run that is done. */
async function petsWithBoxes(): Promise<{ project: Project; runId: number }> {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 20);
  const project = openProject();
  await project.importFolder(root);
  const { id: runId } = project.beginRun(runSpec());
  predict(project, runId);
  project.finishRun(runId, 'succeeded', {});
  return { project, runId };
}

function predict(project: Project, runId: number): void {
  project.savePredictions(
    runId,
    project.images().map(({ id: imageId, classId }, i) => {
      return { imageId, classId, box, score: 0.9, map: scoreMap(1), agreement: (i + 1) / 40 };
    }),
  );
}

const accept = (project: Project, boxId: number) => project.review.decideAll([{ kind: 'accept', boxId }]);

test('an accepted box is right, an edited one by its IoU, a rejected one wrong', async () => {
  const { project } = await petsWithBoxes();
  accept(project, 1);
  project.review.decideAll([{ kind: 'edit', boxId: 2, box: half }]);
  project.review.decideAll([{ kind: 'reject', boxId: 3 }]);
  project.review.decideAll([{ kind: 'delete', boxId: 4 }]);
  const { basis, reviewed, standards, unreviewed } = project.confidence.calibration();
  expect({ basis, reviewed, unreviewed }).toEqual({ basis: 'agreement', reviewed: 4, unreviewed: 36 });
  expect(standards.map(({ standard, right }) => [standard, right])).toEqual([
    [0.5, 2],
    [0.7, 1],
  ]);
});

test('what was decided on in bulk does not count, what belongs to one image does', async () => {
  const { project } = await petsWithBoxes();
  project.review.acceptAll([1, 2, 3]);
  project.review.decideAll([
    { kind: 'accept', boxId: 4 },
    { kind: 'reject', boxId: 5 },
  ]);
  project.review.decideAll([
    { kind: 'reject', boxId: 6 },
    { kind: 'draw', imageId: 6, classId: 1, box: half },
  ]);
  expect(project.confidence.state()).toMatchObject({ reviewed: 1, leftOut: { inBulk: 5 } });
  // A look at one of them later would only count when it was found wrong: it stays left out.
  project.review.decideAll([{ kind: 'edit', boxId: 1, box: half }]);
  expect(project.confidence.state()).toMatchObject({ reviewed: 1, leftOut: { inBulk: 5 } });
});

test('a change of class says nothing of the box, an acceptance with it does', async () => {
  const { project } = await petsWithBoxes();
  project.review.decideAll([{ kind: 'set-class', boxId: 1, classId: 2 }]);
  project.review.decideAll([{ kind: 'set-class', boxId: 2, classId: 2 }]);
  accept(project, 2);
  expect(project.confidence.state()).toMatchObject({ reviewed: 1, leftOut: { classOnly: 1 } });
});

test('undo takes the evidence back, redo brings it back', async () => {
  const { project } = await petsWithBoxes();
  accept(project, 1);
  const reviewed = () => project.confidence.state().reviewed;
  expect(reviewed()).toBe(1);
  project.review.undo();
  expect(reviewed()).toBe(0);
  project.review.redo();
  expect(reviewed()).toBe(1);
});

test('an edit after an acceptance is measured against the model’s box, not the accepted one', async () => {
  const { project } = await petsWithBoxes();
  accept(project, 1);
  project.review.decideAll([{ kind: 'edit', boxId: 1, box: { x: 0, y: 0, w: 15, h: 20 } }]);
  project.review.decideAll([{ kind: 'edit', boxId: 1, box: half }]);
  // IoU .5 with the model's box; with the box before it would be 10 / 15.
  expect(project.confidence.calibration().standards.map(({ right }) => right)).toEqual([1, 0]);
  project.review.decideAll([{ kind: 'edit', boxId: 1, box: { x: 0, y: 0, w: 9, h: 20 } }]);
  expect(project.confidence.calibration().standards.map(({ right }) => right)).toEqual([0, 0]);
});

test('reviews of boxes at another threshold, or of another model, are left out until these are back', async () => {
  const { project } = await petsWithBoxes();
  accept(project, 1);
  project.theta.set(0.6, null);
  expect(project.confidence.state()).toMatchObject({ reviewed: 0, leftOut: { earlier: 1 } });
  project.theta.set(0.4, null);
  expect(project.confidence.state().reviewed).toBe(1);

  const { id } = project.beginRun(runSpec('second'));
  predict(project, id);
  project.finishRun(id, 'succeeded', {});
  expect(project.confidence.state().reviewed).toBe(0);
});

test('no number before thirty boxes are reviewed; then a promise, the surer the better', async () => {
  const { project } = await petsWithBoxes();
  for (let boxId = 1; boxId <= 29; boxId += 1) accept(project, boxId);
  expect(project.confidence.state().posteriors).toBeNull();
  expect(project.confidence.calibration().standards[0]).toMatchObject({ reliability: null, promises: [] });
  accept(project, 40);
  const { reviewedAbove, posteriors } = project.confidence.state();
  expect([reviewedAbove[0], reviewedAbove[100]]).toEqual([30, 1]);
  expect(posteriors?.[0.5].levels).toHaveLength(400);
  const [half, tighter] = project.confidence.calibration().standards;
  expect(half?.reliability?.calibrationError).toBeLessThan(0.15);
  expect(half?.promises[0]).toMatchObject({ bar: 0, count: 10 });
  expect(tighter?.right).toBe(30);
});

test('boxes that were not refined are ordered by the probability of their class', async () => {
  const { project } = await petsWithBoxes();
  const { id } = project.beginRun(runSpec('unrefined'));
  project.savePredictions(
    id,
    project.images().map(({ id: imageId, classId }) => {
      return { imageId, classId, box, score: 0.6, map: scoreMap(1), agreement: null };
    }),
  );
  project.finishRun(id, 'succeeded', {});
  const { basis, scale } = project.confidence.state();
  expect(basis).toBe('score');
  expect([...scale.values]).toEqual([0.6]);
});
