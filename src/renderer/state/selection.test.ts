import { expect, test } from 'vitest';
import { allPicked, nothingPicked, picked, stillThere } from './selection.ts';

const order = Int32Array.of(50, 40, 30, 20, 10);
const ids = (selection: { ids: ReadonlySet<number> }): number[] => [...selection.ids];

test('a click picks one, a second one instead of it', () => {
  const first = picked(nothingPicked, order, 1, 'only');
  expect(ids(first)).toEqual([40]);
  expect(ids(picked(first, order, 2, 'only'))).toEqual([30]);
});

test('toggling adds and takes away', () => {
  const two = picked(picked(nothingPicked, order, 1, 'toggle'), order, 3, 'toggle');
  expect(ids(two)).toEqual([40, 20]);
  expect(ids(picked(two, order, 1, 'toggle'))).toEqual([20]);
});

test('a range goes from what was last picked by itself, in either direction, and can shrink again', () => {
  const start = picked(nothingPicked, order, 2, 'only');
  const down = picked(start, order, 4, 'range');
  expect(ids(down)).toEqual([30, 20, 10]);
  expect(ids(picked(down, order, 3, 'range'))).toEqual([30, 20]);
  expect(ids(picked(down, order, 0, 'range'))).toEqual([50, 40, 30]);
});

test('a range without an anchor, or with one that is not shown, is the picked one alone', () => {
  expect(ids(picked(nothingPicked, order, 1, 'range'))).toEqual([40]);
  const elsewhere = { ids: new Set([99]), anchor: 99 };
  expect(picked(elsewhere, order, 1, 'range')).toEqual({ ids: new Set([40]), anchor: 40 });
});

test('what is outside the order picks nothing', () => {
  expect(picked(nothingPicked, order, 5, 'only')).toBe(nothingPicked);
});

test('all, and what is left of them when some are gone', () => {
  const all = allPicked(order);
  expect(ids(all)).toEqual([50, 40, 30, 20, 10]);
  expect(stillThere(all, () => true)).toBe(all);
  expect(stillThere(all, (id) => id < 30)).toEqual({ ids: new Set([20, 10]), anchor: null });
});
