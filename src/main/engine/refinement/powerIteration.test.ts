import { describe, expect, it } from 'vitest';
import { leadingEigenvector } from './powerIteration.ts';

describe('leadingEigenvector', () => {
  it('finds the vector that a matrix stretches most', () => {
    // (1, 1) is stretched by 3, (1, -1) by 1.
    const vector = leadingEigenvector(Float64Array.of(2, 1, 1, 2), 2);
    expect(Math.abs(vector[0]!)).toBeCloseTo(Math.SQRT1_2, 7);
    expect(vector[1]).toBeCloseTo(vector[0]!, 7);
  });

  it('reaches six digits where the second eigenvalue is 99 % of the first', () => {
    const vector = leadingEigenvector(Float64Array.of(1, 0, 0, 0.99), 2);
    expect(Math.abs(vector[1]!)).toBeLessThan(1e-6);
  });

  it('gives the same each time', () => {
    const matrix = Float64Array.of(1, 0, 0, 1);
    expect(leadingEigenvector(matrix, 2)).toEqual(leadingEigenvector(matrix, 2));
  });

  it('gives zeros for a matrix of zeros', () => {
    expect([...leadingEigenvector(new Float64Array(4), 2)]).toEqual([0, 0]);
  });
});
