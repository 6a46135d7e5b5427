import { expect, test } from 'vitest';
import { imageColumns } from './galleryFixtures.ts';
import { ImageTable, classBlocks } from './imageTable.ts';

/** Class 5 comes before class 2; others are not known. */
const placeOf = (classId: number): number => ({ 5: 0, 2: 1 })[classId] ?? Infinity;

test('images find their places: by class in the order given, then naturally by path', () => {
  const table = new ImageTable(
    imageColumns([
      [1, 5, 'emu/2.jpg'],
      [2, 2, 'ant/1.jpg'],
      [3, 2, 'ant/9.jpg'],
    ]),
  );
  const added = table.add(
    imageColumns([
      [9, 8, 'new/1.jpg'],
      [4, 2, 'ant/10.jpg'],
      [5, 5, 'emu/1.jpg'],
      [6, 2, 'ant/2.jpg'],
    ]),
    placeOf,
  );
  expect(added).toBe(4);
  expect(table.columns.names).toEqual([
    'emu/1.jpg',
    'emu/2.jpg',
    'ant/1.jpg',
    'ant/2.jpg',
    'ant/9.jpg',
    'ant/10.jpg',
    'new/1.jpg',
  ]);
  expect([...table.columns.ids]).toEqual([5, 1, 2, 6, 3, 4, 9]);
  expect([5, 1, 2, 6, 3, 4, 9].map((id) => table.rowOf(id))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([0, 7, 100].map((id) => table.rowOf(id))).toEqual([-1, -1, -1]);
});

test('images that are there already, or come twice, are passed over', () => {
  const table = new ImageTable(imageColumns([[1, 5, 'emu/2.jpg']]));
  const before = table.columns;
  expect(table.add(imageColumns([[1, 5, 'emu/2.jpg']]), placeOf)).toBe(0);
  expect(table.columns).toBe(before);
  const twice = imageColumns([
    [2, 5, 'emu/3.jpg'],
    [2, 5, 'emu/3.jpg'],
  ]);
  expect(table.add(twice, placeOf)).toBe(1);
  expect([...table.columns.ids]).toEqual([1, 2]);
});

test('classes in a new order take their images with them', () => {
  const table = new ImageTable(
    imageColumns([
      [1, 2, 'ant/1.jpg'],
      [2, 2, 'ant/2.jpg'],
      [3, 5, 'emu/1.jpg'],
    ]),
  );
  expect(table.arrange(placeOf)).toBe(true);
  expect([...table.columns.ids]).toEqual([3, 1, 2]);
  expect(table.rowOf(1)).toBe(1);
  expect(table.arrange(placeOf)).toBe(false);
});

test('blocks are the stretches of one class', () => {
  expect(classBlocks(Int32Array.of(5, 5, 2))).toEqual([
    { classId: 5, start: 0, end: 2 },
    { classId: 2, start: 2, end: 3 },
  ]);
  expect(classBlocks(new Int32Array(0))).toEqual([]);
});
