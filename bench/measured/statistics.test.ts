/** Figures of a few boxes, checked by hand. */
import { describe, expect, it } from 'vitest';
import { median, quantile, shareRight, spearman } from './statistics.ts';

describe('quantiles', () => {
  it('lie straight between the values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([0, 10], 0.05)).toBeCloseTo(0.5, 9);
    expect(median([])).toBeNaN();
  });
});

describe("Spearman's correlation", () => {
  it('is one of order alone', () => {
    expect(spearman([0.1, 0.2, 0.9], [1, 10, 100])).toBeCloseTo(1, 9);
    expect(spearman([0.1, 0.2, 0.9], [100, 10, 1])).toBeCloseTo(-1, 9);
    // 1 - 6 * (0 + 1 + 1) / (3 * 8)
    expect(spearman([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 9);
  });

  it('gives equals the middle of their ranks', () => {
    // Ranks 1.5 1.5 3 beside 1 2 3: 1.5 / sqrt(1.5 * 2).
    expect(spearman([5, 5, 7], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3), 9);
    expect(spearman([5, 5, 5], [1, 2, 3])).toBeNaN();
  });
});

describe('the share of right boxes', () => {
  const boxes = [0.9, 0.8, 0.2, 0.1].map((agreement, i) => ({ agreement, iou: [0.8, 0.6, 0.9, 0.3][i]! }));

  it('is counted from the best or from the worst', () => {
    expect(shareRight(boxes, { from: 'best', share: 0.5, standard: 0.7 })).toBe(0.5);
    expect(shareRight(boxes, { from: 'best', share: 0.5, standard: 0.5 })).toBe(1);
    expect(shareRight(boxes, { from: 'worst', share: 0.25, standard: 0.5 })).toBe(0);
  });

  it('takes a part of each of the equals at the cut', () => {
    const alike = [1, 1, 0.5, 0.5].map((agreement, i) => ({ agreement, iou: i === 2 ? 0 : 1 }));
    // Two of agreement 1, and one of two, of which half are right.
    expect(shareRight(alike, { from: 'best', share: 0.75, standard: 0.5 })).toBeCloseTo(2.5 / 3, 9);
    expect(shareRight([], { from: 'best', share: 0.5, standard: 0.5 })).toBeNaN();
  });
});
