import { expect, it } from 'vitest';
import { randomStream } from '../../src/shared/random.ts';
import { symmetricEigen } from './symmetricEigen.ts';

it('finds the axes of [[2, 1], [1, 2]]: 3 along the diagonal, 1 across it', () => {
  const [first, second] = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(first?.value).toBeCloseTo(3, 12);
  expect(first?.vector[0]).toBeCloseTo(Math.SQRT1_2, 12);
  expect(first?.vector[1]).toBeCloseTo(Math.SQRT1_2, 12);
  expect(second?.value).toBeCloseTo(1, 12);
  expect((second?.vector[0] ?? 0) * (second?.vector[1] ?? 0)).toBeCloseTo(-0.5, 12);
});

it('points each vector so that its number farthest from 0 is positive', () => {
  // (3, -4) is an axis of this matrix; written the other way round it is (-3, 4) / 5.
  const [first] = symmetricEigen(Float64Array.of(9, -12, -12, 16), 2);
  expect(first?.value).toBeCloseTo(25, 10);
  expect([...(first?.vector ?? [])].map((number) => Math.round(number * 1000) / 1000)).toEqual([-0.6, 0.8]);
});

it('finds what a matrix does to each vector, and vectors at right angles, in 40 dimensions', () => {
  const size = 40;
  const random = randomStream(3);
  const factors = Float64Array.from({ length: size * size }, () => random() - 0.5);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      for (let k = 0; k < size; k += 1)
        matrix[i * size + j]! += factors[i * size + k]! * factors[j * size + k]!;
    }
  }
  const pairs = symmetricEigen(matrix, size);
  const trace = Array.from({ length: size }, (_, i) => matrix[i * size + i]!).reduce((a, b) => a + b);
  expect(pairs.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(trace, 6);
  for (const [n, { value, vector }] of pairs.slice(0, 30).entries()) {
    for (let i = 0; i < size; i += 1) {
      const product = vector.reduce((sum, number, j) => sum + matrix[i * size + j]! * number, 0);
      expect(product).toBeCloseTo(value * vector[i]!, 8);
    }
    const next = pairs[n + 1]!.vector;
    expect(vector.reduce((sum, number, i) => sum + number * next[i]!, 0)).toBeCloseTo(0, 8);
  }
});
