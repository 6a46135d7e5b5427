import { expect, test } from 'vitest';
import { fitInside } from './fitInside.ts';

test('a picture keeps its shape and touches the place on two sides', () => {
  expect(fitInside(400, 300, 120, 120)).toEqual({ width: 120, height: 90 });
  expect(fitInside(300, 400, 120, 120)).toEqual({ width: 90, height: 120 });
  expect(fitInside(20, 10, 120, 120)).toEqual({ width: 120, height: 60 });
});

test('a picture as thin as a thread is still there', () => {
  expect(fitInside(10_000, 1, 120, 120)).toEqual({ width: 120, height: 1 });
});
