import { expect, test } from 'vitest';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { Project } from '../project.ts';
import { petProject, predictedProject, runSpec } from '../testFolders.ts';

/**
 * A 4 x 4 map of a 4 x 4 input, a cell a pixel. On a 64 x 48 image a cell covers 16 x 12 pixels.
 * At theta 0 the bar is the mean, (8 + 4 + 4) / 16 = 1: the three cells of the upper row are foreground. At theta 0.6 the
 * bar is 4.8: only the first is.
 */
const map: ScoreMap = {
  kind: 'activation',
  height: 4,
  width: 4,
  values: Float32Array.of(8, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  geometry: { inputSize: 4, firstCentre: 0.5, stride: 1 },
};
const atZero = { x: 0, y: 0, w: 48, h: 12 };
const atSix = { x: 0, y: 0, w: 16, h: 12 };

test('theta is the recipe’s until a person sets it; a class may have its own', async () => {
  const { project } = await petProject();
  expect(project.theta.state()).toEqual({ kind: 'activation', theta: 0, byClass: {}, recipeTheta: 0 });
  project.finishRun(project.beginRun(runSpec()).id, 'succeeded', {});
  expect(project.theta.state()).toEqual({ kind: 'activation', theta: 0.4, byClass: {}, recipeTheta: 0.4 });
  project.theta.set(0.6, 2);
  expect([1, 2].map((id) => project.theta.of(id))).toEqual([0.4, 0.6]);
  project.theta.set(0.1, null);
  const { folder } = project;
  project.close();
  using again = Project.open(folder);
  expect(again.theta.state()).toEqual({
    kind: 'activation',
    theta: 0.1,
    byClass: { 2: 0.6 },
    recipeTheta: 0.4,
  });
});

test('theta out of range and of no class is refused', async () => {
  const { project } = await petProject();
  for (const theta of [-0.1, 1, Number.NaN])
    expect(() => project.theta.set(theta, null)).toThrow(/threshold/);
  expect(() => project.theta.set(0.5, 99)).toThrow(/no class 99/);
});

test('unreviewed boxes follow theta of their class; reviewed ones never change', async () => {
  const project = await predictedProject(map);
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  const [accepted] = project.boxesOfImage(1);
  project.theta.set(0, null);
  project.theta.set(0.6, 2);
  const changes = project.theta.rederive([1, 2, 6]);
  expect([...changes.boxes.ids]).toEqual([1, 2, 6]);
  expect(project.boxesOfImage(1)).toEqual([accepted]);
  expect(project.boxesOfImage(2)[0]).toMatchObject(atZero);
  expect(project.boxesOfImage(6)[0]).toMatchObject(atSix);
  expect(project.boxesOfImage(7)[0]).toMatchObject({ w: 30, h: 40 });
});

test('reasons are written with predictions and with derived boxes', async () => {
  const project = await predictedProject(map);
  // Bits of shared/suspicion.ts: 1 unsure class, 2 second peak, 4 whole image, 8 tiny, 16 moves, 32 two edges.
  const reasonsOf = (imageId: number) => project.gallery.boxesOf([imageId]).boxes.reasons[0] ?? 0;
  // A score of 0.5 is just sure enough; 30 x 40 of 64 x 48 pixels is no extreme.
  expect(reasonsOf(1) & (1 | 4 | 8)).toBe(0);
  project.theta.set(0, null);
  project.theta.rederive([1]);
  // At theta 0.2 the bar is 1.6: the box, in the corner, stays as it is, all of it foreground.
  expect(reasonsOf(1)).toBe(32);
  project.theta.set(0.4, null);
  project.theta.rederive([1]);
  // At theta 0.6 a third of it is left, less than 0.45.
  expect(reasonsOf(1)).toBe(16 | 32);
  project.review.decideAll([{ kind: 'accept', boxId: 1 }]);
  expect(reasonsOf(1)).toBe(0);
  project.review.undo();
  expect(reasonsOf(1)).toBe(16 | 32);
});

test('predictions that are saved later are derived at the theta that is set', async () => {
  const project = await predictedProject(map);
  project.theta.set(0.6, 2);
  const { id } = project.beginRun(runSpec('later'));
  const box = { x: 7, y: 7, w: 7, h: 7 };
  const prediction = { box, score: 0.5, map, agreement: null };
  project.savePredictions(id, [
    { imageId: 1, classId: 1, ...prediction },
    { imageId: 6, classId: 2, ...prediction },
  ]);
  // theta of class 1 is the recipe's, at which the engine derived the box already.
  expect(project.boxesOfImage(1)[0]).toMatchObject(box);
  expect(project.boxesOfImage(6)[0]).toMatchObject(atSix);
});

test('a box that an undo makes unreviewed again follows the theta that was set meanwhile', async () => {
  const project = await predictedProject(map);
  project.theta.set(0.6, null);
  project.theta.rederive([1, 2]);
  project.review.acceptAll([1, 2]);
  project.theta.set(0, null);
  project.review.undo();
  expect(project.boxesOfImage(1)[0]).toMatchObject({ ...atZero, review: 'unreviewed' });
  project.review.redo();
  expect(project.boxesOfImage(1)[0]).toMatchObject({ ...atSix, review: 'accepted' });
});

test('a sweep that was cut short goes on after a restart', async () => {
  const project = await predictedProject(map);
  expect(project.theta.staleImageIds()).toEqual([]);
  project.review.acceptAll([1]);
  project.theta.set(0.6, null);
  project.theta.rederive([2, 3]);
  const { folder } = project;
  project.close();
  using again = Project.open(folder);
  expect(again.theta.staleImageIds()).toEqual([4, 5, 6, 7, 8, 9, 10]);
  again.theta.rederive(again.theta.staleImageIds());
  expect(again.theta.staleImageIds()).toEqual([]);
  expect(again.boxes({ review: 'unreviewed' }).every(({ w }) => w === atSix.w)).toBe(true);
});

test('the images that a change of theta concerns', async () => {
  const project = await predictedProject(map);
  project.review.acceptAll([1, 6]);
  expect(project.theta.imagesToDerive(null)).toEqual([2, 3, 4, 5, 7, 8, 9, 10]);
  expect(project.theta.imagesToDerive(2)).toEqual([7, 8, 9, 10]);
  project.theta.set(0.6, 2);
  expect(project.theta.imagesToDerive(null)).toEqual([2, 3, 4, 5]);
});

test('the profile: how large the boxes of a class would be at each theta', async () => {
  const project = await predictedProject(map);
  const { thetas, medianAreas } = project.theta.profile(1);
  expect(thetas).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]);
  // Three of sixteen cells while the bar is below 4, that is below theta 0.5; then one.
  const three = Array.from({ length: 10 }, () => 3 / 16);
  expect(medianAreas).toEqual([...three, 1 / 16, 1 / 16, 1 / 16]);
});

test('a project without boxes has no profile', async () => {
  const { project } = await petProject();
  expect(project.theta.profile(null).medianAreas).toEqual([]);
});
