import { expect, test } from 'vitest';
import { petProject, predictedProject, writeTree, picture } from '../testFolders.ts';

test('images come class by class in the order of the classes, naturally by path', async () => {
  const { project, root } = await petProject();
  writeTree(root, { 'cat/10.png': picture(50) });
  await project.importFolder(root);
  project.classEdits.reorder([2, 1]);
  project.markMissing(2, 'gone');
  const images = project.gallery.images();
  expect(images.names).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `dog/${n}.png`),
    ...[1, 2, 3, 4, 5, 10].map((n) => `cat/${n}.png`),
  ]);
  expect([...images.ids]).toEqual([6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 11]);
  expect([...images.classIds]).toEqual([2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
  expect([...images.missing]).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect([images.widths[0], images.heights[0]]).toEqual([64, 48]);
  expect([...images.ids]).toEqual(project.images().map(({ id }) => id));
  const some = project.gallery.imagesOf([11, 6, 99]);
  expect([...some.ids]).toEqual([6, 11]);
});

test('boxes come in order of image and box, with codes for what is a word elsewhere', async () => {
  const project = await predictedProject();
  const drawn = { x: 0, y: 0, w: 8, h: 9 };
  project.review.decideAll([
    { kind: 'draw', imageId: 2, classId: 1, box: drawn },
    { kind: 'reject', boxId: 3 },
  ]);
  const boxes = project.gallery.boxes();
  expect([...boxes.ids]).toEqual([1, 2, 11, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect([...boxes.imageIds.slice(0, 4)]).toEqual([1, 2, 2, 3]);
  expect([...boxes.geometry.slice(4, 12)]).toEqual([1, 2, 30, 40, 0, 0, 8, 9]);
  // unreviewed, accepted, edited, rejected; predicted, drawn, imported.
  expect([...boxes.review.slice(0, 4)]).toEqual([0, 0, 1, 3]);
  expect([...boxes.source.slice(0, 4)]).toEqual([0, 0, 1, 0]);
  expect([...boxes.scores.slice(0, 4)]).toEqual([0.5, 0.5, Number.NaN, 0.5]);
});

test('changes are all boxes of the images asked for, none for an image without', async () => {
  const project = await predictedProject();
  project.review.decideAll([{ kind: 'draw', imageId: 2, classId: 1, box: { x: 0, y: 0, w: 8, h: 9 } }]);
  const { imageIds, boxes } = project.gallery.boxesOf([5, 2, 99]);
  expect([...imageIds]).toEqual([5, 2, 99]);
  expect([...boxes.ids]).toEqual([2, 11, 5]);
});
