import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { exportProject } from '../export/exportProject.ts';
import { Project } from '../project.ts';
import { petProject, predictedProject, runSpec, tempFolder } from '../testFolders.ts';

/**
 * A 4 x 4 map of a 4 x 4 input, a cell a pixel. On a 64 x 48 image a cell covers 16 x 12 pixels. At the run's theta of 0.4
 * the bar is 3.6: two objects, of two cells and of one, with peaks of 9 and 8. At theta 0.9 the bar is 8.1: one is left.
 */
const map: ScoreMap = {
  kind: 'activation',
  height: 4,
  width: 4,
  values: Float32Array.of(9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8),
  geometry: { inputSize: 4, firstCentre: 0.5, stride: 1 },
};
const large = { x: 0, y: 0, w: 32, h: 12 };
const small = { x: 48, y: 36, w: 16, h: 12 };

/** A box of image 1 as "id review x,y,w,h". */
function told(project: Project, imageId = 1): string[] {
  return project
    .boxesOfImage(imageId)
    .map(({ id, review, x, y, w, h }) => `${id} ${review} ${[x, y, w, h].join()}`);
}

const [largeText, smallText] = ['0,0,32,12', '48,36,16,12'];

/** Ten images, 1 to 5 of class 1, with a box each as `map` gives it; box n belongs to image n. */
async function mapped(): Promise<Project> {
  const project = await predictedProject(map);
  project.theta.set(0.5, null);
  project.theta.rederive(project.theta.imagesToDerive(null));
  return project;
}

/** The choice, and the boxes after it. */
function choose(project: Project, choice: 'one' | 'several' | 'guess', classId: number | null): void {
  project.theta.rederive(project.objects.choose(choice, classId));
}

function undo(project: Project): void {
  const imageIds = project.objects.undo();
  if (imageIds) project.theta.rederive(imageIds);
  else project.review.undo();
}

function redo(project: Project): void {
  const imageIds = project.objects.redo();
  if (imageIds) project.theta.rederive(imageIds);
  else project.review.redo();
}

test('one object an image until a person says otherwise; a class may have its own choice', async () => {
  const project = await mapped();
  expect(project.objects.state()).toEqual({ choice: 'one', byClass: {} });
  expect(told(project)).toEqual([`1 unreviewed ${largeText}`]);
  choose(project, 'several', 1);
  expect(project.objects.state()).toEqual({ choice: 'one', byClass: { 1: 'several' } });
  expect(told(project)).toEqual([`1 unreviewed ${largeText}`, `11 unreviewed ${smallText}`]);
  expect(told(project, 6)).toHaveLength(1);
  expect(project.boxes()).toHaveLength(15);
  // For all: single choices are gone.
  choose(project, 'guess', null);
  expect(project.objects.state()).toEqual({ choice: 'guess', byClass: {} });
  expect(project.boxes()).toHaveLength(20);
  choose(project, 'one', null);
  expect(project.boxes()).toHaveLength(10);
  expect(told(project)).toEqual([`1 unreviewed ${largeText}`]);
  expect(() => project.objects.choose('one', 99)).toThrow(/no class 99/);
});

test('both boxes have the score of the class; what the estimates agree on is the largest object', async () => {
  const { project } = await petProject();
  project.objects.apply('several');
  const { id } = project.beginRun(runSpec());
  const box = { x: 1, y: 2, w: 30, h: 14 };
  project.savePredictions(id, [{ imageId: 1, classId: 1, box, score: 0.75, map, agreement: 0.5 }]);
  // The run's theta holds: the largest object's box is the engine's own.
  expect(project.boxesOfImage(1)).toMatchObject([
    { ...box, score: 0.75, runId: id, classId: 1 },
    { ...small, score: 0.75, runId: id, classId: 1 },
  ]);
  expect([...project.gallery.boxes().agreements]).toEqual([0.5, NaN]);
  project.objects.apply('one');
  project.objects.apply('several');
  expect([...project.gallery.boxes().agreements]).toEqual([0.5, NaN]);
});

test('a prediction that is not stored has the boxes of the choice too, the engine’s own first', async () => {
  const project = await mapped();
  const found = { box: { x: 1, y: 1, w: 30, h: 10 }, map };
  project.objects.choose('several', 1);
  expect(project.objects.boxesIn(found, 1, { width: 64, height: 48 })).toEqual([found.box, small]);
  expect(project.objects.boxesIn(found, 2, { width: 64, height: 48 })).toEqual([found.box]);
});

test('an object that has a box is no reason against another', async () => {
  const project = await mapped();
  // Bits of shared/suspicion.ts: 2 second peak, 8 tiny, 16 moves.
  const reasons = () => [...project.gallery.boxesOf([1]).boxes.reasons].map((bits) => bits & 2);
  expect(reasons()).toEqual([2]);
  choose(project, 'several', null);
  expect(reasons()).toEqual([0, 0]);
});

test('theta changes how many boxes an image has', async () => {
  const project = await mapped();
  choose(project, 'several', 1);
  project.theta.set(0.9, null);
  project.theta.rederive(project.theta.imagesToDerive(null));
  expect(told(project)).toEqual([`1 unreviewed ${largeText}`]);
  project.theta.set(0.5, null);
  project.theta.rederive(project.theta.imagesToDerive(null));
  expect(told(project)).toEqual([`1 unreviewed ${largeText}`, `16 unreviewed ${smallText}`]);
});

test('reviewed boxes never change, and nothing is proposed in their place', async () => {
  const project = await mapped();
  choose(project, 'several', 1);
  project.review.decideAll([
    { kind: 'accept', boxId: 1 },
    { kind: 'reject', boxId: 12 },
    { kind: 'edit', boxId: 13, box: { ...small, w: 9 } },
    // Less than half in common with the object below it: that is another.
    { kind: 'draw', imageId: 4, classId: 1, box: { ...small, x: 40, w: 10 } },
  ]);
  const images = [1, 2, 3, 4];
  const reviewed = () => project.boxes().filter(({ review }) => review !== 'unreviewed');
  const before = { all: images.map((id) => told(project, id)), reviewed: reviewed() };
  for (const theta of [0.9, 0.5]) {
    project.theta.set(theta, null);
    project.theta.rederive(project.theta.imagesToDerive(null));
    expect(reviewed()).toEqual(before.reviewed);
  }
  // The accepted, the rejected and the edited box keep their object; the others are where they were, the last under a new id.
  expect(images.slice(0, 3).map((id) => told(project, id).length)).toEqual([2, 2, 2]);
  expect(told(project, 1)).toContainEqual(expect.stringContaining(`unreviewed ${smallText}`));
  expect(told(project, 2)).toEqual(before.all[1]);
  expect(told(project, 3)).toEqual(before.all[2]);
  expect(told(project, 4)).toHaveLength(3);
  choose(project, 'one', 1);
  expect(told(project, 1)).toEqual([`1 accepted ${largeText}`]);
  expect(reviewed()).toEqual(before.reviewed);
});

test('an image that is done gets its other objects when a person asks for several', async () => {
  const project = await mapped();
  project.review.acceptAll([1]);
  choose(project, 'several', null);
  expect(told(project)).toEqual([`1 accepted ${largeText}`, `11 unreviewed ${smallText}`]);
  choose(project, 'one', null);
  expect(told(project)).toEqual([`1 accepted ${largeText}`]);
});

test('a later run leaves reviewed boxes and proposes what they do not take', async () => {
  const project = await mapped();
  choose(project, 'several', 1);
  project.review.acceptAll([11]);
  const { id } = project.beginRun(runSpec('later'));
  project.savePredictions(id, [{ imageId: 1, classId: 1, box: large, score: 0.5, map, agreement: null }]);
  expect(project.boxesOfImage(1)).toMatchObject([
    { id: 11, review: 'accepted' },
    { ...large, review: 'unreviewed', runId: id },
  ]);
});

test('the choice is one step of undo, in its place among the decisions', async () => {
  const project = await mapped();
  project.review.acceptAll([2]);
  choose(project, 'several', 1);
  project.review.acceptAll([3]);
  const last = project.boxes();
  expect(project.objects.undoState()).toEqual({ canUndo: false, canRedo: false });
  undo(project);
  expect(project.objects.undoState()).toEqual({ canUndo: true, canRedo: false });
  expect(project.boxesOfImage(3)).toMatchObject([{ review: 'unreviewed' }, { review: 'unreviewed' }]);
  undo(project);
  expect(project.objects.state()).toEqual({ choice: 'one', byClass: {} });
  expect(project.boxes().map(({ review }) => review)).toEqual([
    'unreviewed',
    'accepted',
    ...Array<string>(8).fill('unreviewed'),
  ]);
  undo(project);
  expect(project.boxes().every(({ review }) => review === 'unreviewed')).toBe(true);
  expect(project.boxes()).toHaveLength(10);
  for (let step = 0; step < 3; step += 1) redo(project);
  const withoutIds = (boxes: typeof last) => boxes.map(({ id: _, ...box }) => box);
  expect(withoutIds(project.boxes())).toEqual(withoutIds(last));
  expect(project.objects.undoState().canRedo).toBe(false);
});

test('a decision after an undone choice ends what could be redone', async () => {
  const project = await mapped();
  choose(project, 'several', null);
  undo(project);
  expect(project.objects.undoState()).toEqual({ canUndo: false, canRedo: true });
  project.review.acceptAll([1]);
  project.review.undo();
  expect(project.objects.undoState()).toEqual({ canUndo: false, canRedo: false });
  expect(project.objects.redo()).toBeNull();
});

test('choosing what is chosen is no step', async () => {
  const project = await mapped();
  expect(project.objects.choose('one', null)).toEqual([]);
  expect(project.objects.undoState()).toEqual({ canUndo: false, canRedo: false });
});

test('a redo that takes the place of a later run’s box leaves the other object its own', async () => {
  const project = await mapped();
  choose(project, 'several', 1);
  project.review.acceptAll([1]);
  project.review.undo();
  const { id } = project.beginRun(runSpec('later'));
  project.savePredictions(id, [{ imageId: 1, classId: 1, box: large, score: 0.5, map, agreement: null }]);
  project.review.redo();
  expect(project.boxesOfImage(1)).toMatchObject([
    { id: 1, ...large, review: 'accepted' },
    { ...small, review: 'unreviewed' },
  ]);
});

test('boxes that had not followed yet when the process ended follow later', async () => {
  const project = await mapped();
  project.review.acceptAll([1]);
  project.objects.choose('several', 1);
  const { folder } = project;
  project.close();
  using again = Project.open(folder);
  again.theta.rederive([...again.theta.staleImageIds(), ...again.objects.unfinishedImageIds()]);
  again.objects.finished();
  expect(again.boxes()).toHaveLength(15);
  expect(again.theta.staleImageIds()).toEqual([]);
  expect(again.objects.unfinishedImageIds()).toEqual([]);
});

test('exports and counts have every box', async () => {
  const project = await mapped();
  choose(project, 'several', 1);
  expect(project.summary().boxes.unreviewed).toBe(15);
  const out = join(tempFolder(), 'out');
  await exportProject(project, { formats: ['coco', 'voc'], out });
  const read = (...path: string[]) => readFileSync(join(out, ...path), 'utf8');
  const [coco] = JSON.parse(`[${read('coco', 'annotations', 'instances_train.json')}]`) as [
    { annotations: { image_id: number; bbox: number[] }[] },
  ];
  expect(coco.annotations).toHaveLength(15);
  expect(coco.annotations.slice(0, 2).map(({ bbox }) => bbox)).toEqual([
    [0, 0, 32, 12],
    [48, 36, 16, 12],
  ]);
  expect(read('voc', 'Annotations', 'cat__1.xml').match(/<object>/g)).toHaveLength(2);
});
