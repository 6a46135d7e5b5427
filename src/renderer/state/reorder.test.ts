import { expect, test } from 'vitest';
import type { ClassRecord } from '../../shared/domain.ts';
import { movedTo, placeAt, withPositions } from './reorder.ts';

const classes: ClassRecord[] = ['ant', 'bee', 'cat'].map((name, position) => ({
  ...{ name, position },
  id: position + 1,
  imageCount: 9,
}));
const names = (list: readonly ClassRecord[]): string => list.map(({ name }) => name).join(' ');

test('a class moves up or down, no further than the ends', () => {
  expect(names(movedTo(classes, 3, 0))).toBe('cat ant bee');
  expect(names(movedTo(classes, 1, 1))).toBe('bee ant cat');
  expect(names(movedTo(classes, 1, 9))).toBe('bee cat ant');
});

test('where nothing moves the list is the same', () => {
  expect(movedTo(classes, 1, -1)).toBe(classes);
  expect(movedTo(classes, 7, 0)).toBe(classes);
});

test('positions follow the order', () => {
  expect(withPositions(movedTo(classes, 3, 0)).map(({ id, position }) => [id, position])).toEqual([
    [3, 0],
    [1, 1],
    [2, 2],
  ]);
});

test('a drop goes between the rows that it is between, whichever way it was dragged', () => {
  const middles = [22, 66, 110];
  expect([0, 30, 70, 200].map((y) => placeAt(middles, 0, y))).toEqual([0, 0, 1, 2]);
  expect([0, 30, 70, 200].map((y) => placeAt(middles, 2, y))).toEqual([0, 1, 2, 2]);
});
