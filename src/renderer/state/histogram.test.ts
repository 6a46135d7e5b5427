import { describe, expect, it } from 'vitest';
import { countAtLeast, histogram, placesAtLeast } from './histogram.ts';

const scores = Float32Array.of(0, 0.24, 0.25, 0.82, 0.83, 1);

describe('scores', () => {
  it('fall into bins, the largest into the last', () => {
    expect([...histogram(scores, 4)]).toEqual([2, 1, 0, 3]);
  });

  it('are counted from the bar up, the bar itself included', () => {
    expect(countAtLeast(scores, 0.82)).toBe(3);
    expect(countAtLeast(scores, 0)).toBe(6);
    expect(placesAtLeast(scores, 0.82)).toEqual([3, 4, 5]);
  });
});
