/** Thresholds of the two kinds of maps beside each other. */
import { expect, test } from 'vitest';
import type { MapKind, ScoreMap } from '../../../shared/scoreMap.ts';
import type { Project } from '../project.ts';
import { petProject } from '../testFolders.ts';

/** A pixel a cell: 80 % in one, 40 % in the one beside it, and elsewhere nothing. */
function mapOf(kind: MapKind): ScoreMap {
  const values = Float32Array.of(0.8, 0.4, 0, 0, 0, 0, 0, 0, 0);
  return { kind, height: 3, width: 3, values, geometry: { inputSize: 3, firstCentre: 0.5, stride: 1 } };
}

const spec = { recipe: 'quick', seed: 1 } as const;
const unrefined = { ...spec, fingerprint: 'rough', params: { theta: 0 } };
const refined = {
  ...spec,
  fingerprint: 'refined',
  params: { theta: 0, refinement: { rounds: 1, threshold: 0.3 } },
};

/** Stores a map of a kind for some images, with a box that is none of the map's, as the engine's own. */
function predict(project: Project, runId: number, kind: MapKind, imageIds = [1, 2, 3]): void {
  const agreement = kind === 'probability' ? 0.75 : null;
  const box = { x: 9, y: 9, w: 9, h: 9 };
  const prediction = { classId: 1, box, score: 0.5, map: mapOf(kind), agreement };
  project.savePredictions(
    runId,
    imageIds.map((imageId) => ({ imageId, ...prediction })),
  );
}

/** As a training notes it when boxes can be refined. */
function finishRefined(project: Project, runId: number): void {
  project.finishRun(runId, 'succeeded', { refinement: { losses: [0.5], isUsed: true } });
  project.useModelOf(runId);
}

const widthOf = (project: Project, imageId: number) => project.boxesOfImage(imageId)[0]?.w;

test('while boxes become refined, each follows the threshold of its own map', async () => {
  const { project } = await petProject();
  const { id } = project.beginRun(refined);
  project.noteRun(id, { hasModel: true });
  predict(project, id, 'activation');
  expect(project.theta.state()).toMatchObject({ kind: 'activation', theta: 0 });
  project.theta.set(0.6, null);
  project.theta.rederive([1, 2, 3]);
  // 0.6 of 0.8 is more than 0.4: one of three cells of an image 64 pixels wide.
  expect(widthOf(project, 1)).toBeCloseTo(64 / 3);
  finishRefined(project, id);
  predict(project, id, 'probability', [1]);
  expect(project.theta.state()).toEqual({
    kind: 'probability',
    theta: 0.3,
    byClass: {},
    recipeTheta: 0.3,
  });
  // Where the threshold is the run's, boxes are as the engine drew them; the others are at theirs too.
  expect(widthOf(project, 1)).toBe(9);
  expect(widthOf(project, 2)).toBeCloseTo(64 / 3);
  expect(project.theta.staleImageIds()).toEqual([]);
  project.theta.set(0.2, null);
  expect(project.theta.staleImageIds()).toEqual([1]);
  project.theta.rederive([1, 2, 3]);
  expect(widthOf(project, 1)).toBeCloseTo(128 / 3);
  expect(widthOf(project, 2)).toBeCloseTo(64 / 3);
});

test('an unrefined run after a refined one brings its own threshold back', async () => {
  const { project } = await petProject();
  const rough = project.beginRun(unrefined);
  project.finishRun(rough.id, 'succeeded', {});
  project.theta.set(0.6, null);
  const fine = project.beginRun(refined);
  finishRefined(project, fine.id);
  project.theta.set(0.1, 1);
  expect(project.theta.state()).toMatchObject({ kind: 'probability', theta: 0.3, byClass: { 1: 0.1 } });
  project.useModelOf(rough.id);
  expect(project.modelRun()?.id).toBe(rough.id);
  expect(project.theta.state()).toMatchObject({ kind: 'activation', theta: 0.6, byClass: {} });
});

test('a box that was reviewed while it was rough stays; taken back, it is drawn from the refined map', async () => {
  const { project } = await petProject();
  const { id } = project.beginRun(refined);
  predict(project, id, 'activation');
  const [rough] = project.boxesOfImage(1);
  project.review.acceptAll([rough?.id ?? 0]);
  finishRefined(project, id);
  predict(project, id, 'probability');
  expect(project.boxesOfImage(1)).toEqual([{ ...rough, review: 'accepted' }]);
  // When it was reviewed nothing was known of how well estimates agree.
  expect(project.gallery.boxes().agreements[0]).toBeNaN();
  project.review.undo();
  expect(project.gallery.boxes().agreements[0]).toBe(0.75);
  // Above 0.3 are two cells of three.
  expect(widthOf(project, 1)).toBeCloseTo(128 / 3);
});
