import { expect, test } from 'vitest';
import { sortNaturally } from './naturalOrder.ts';

function sorted(...names: string[]): string[] {
  return sortNaturally(names.toReversed(), (name) => name);
}

test('numbers go by value, leading zeros or not', () => {
  const names = ['image1', 'image2', 'image010', 'image11', 'image100', 'image100000000000000000000'];
  expect(sorted(...names)).toEqual(names);
});

test('case does not part neighbours, accents keep their place after plain letters', () => {
  const names = ['ant', 'Bear', 'bee', 'Zebra', 'élan'];
  expect(sorted(...names)).toEqual(names);
});

test('folder by folder: what is in "a" comes before what is in "a b"', () => {
  const names = ['a/2', 'a/10', 'a/b/1', 'a b/1', 'a.jpg', 'b'];
  expect(sorted(...names)).toEqual(names);
});

test('names that differ in spelling only have an order too', () => {
  const names = ['A1', 'a01', 'a1'];
  expect(sorted('a1', 'A1', 'a01')).toEqual(names);
  expect(sorted('a01', 'a1', 'A1')).toEqual(names);
});
