import { expect, test } from 'vitest';
import { imageColumns } from './galleryFixtures.ts';
import { arrangeImages } from './imageOrder.ts';

/** Two ants and three emus; the second ant is the largest picture, the last emu the smallest. */
const images = imageColumns([
  [1, 2, 'ant/b 2.jpg'],
  [2, 2, 'ant/b 10.jpg'],
  [3, 5, 'emu/a.jpg'],
  [4, 5, 'emu/b 3.JPG'],
  [5, 5, 'emu/deep/c.png'],
]);
images.widths.set([400, 800, 400, 400, 100]);
const all = { classId: null, query: '', sort: 'class' } as const;
const idsOf = (rules: Parameters<typeof arrangeImages>[1]): number[] => [...arrangeImages(images, rules).ids];

test('by class: a section with a heading for each', () => {
  const shown = arrangeImages(images, all);
  expect([...shown.ids]).toEqual([1, 2, 3, 4, 5]);
  expect([...shown.rows]).toEqual([0, 1, 2, 3, 4]);
  expect(shown.sections).toEqual([
    { classId: 2, count: 2, hasHeading: true },
    { classId: 5, count: 3, hasHeading: true },
  ]);
});

test('one class alone', () => {
  const shown = arrangeImages(images, { ...all, classId: 5 });
  expect([...shown.ids]).toEqual([3, 4, 5]);
  expect(shown.sections).toEqual([{ classId: 5, count: 3, hasHeading: true }]);
});

test('a part of the path finds images, in small letters or large, blanks around it or not', () => {
  expect(idsOf({ ...all, query: ' JPG ' })).toEqual([1, 2, 3, 4]);
  expect(idsOf({ ...all, query: 'deep/' })).toEqual([5]);
  expect(arrangeImages(images, { ...all, query: 'owl' })).toMatchObject({ sections: [] });
});

test('by name over all classes, 2 before 10, without headings', () => {
  expect(idsOf({ ...all, sort: 'name' })).toEqual([3, 1, 4, 2, 5]);
  expect(arrangeImages(images, { ...all, sort: 'name' }).sections).toEqual([
    { classId: null, count: 5, hasHeading: false },
  ]);
});

test('by size: most pixels first, equals by class and name', () => {
  expect(idsOf({ ...all, sort: 'size' })).toEqual([2, 1, 3, 4, 5]);
  expect(idsOf({ classId: 5, query: '', sort: 'size' })).toEqual([3, 4, 5]);
});
