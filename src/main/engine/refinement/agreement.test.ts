import { describe, expect, it } from 'vitest';
import { agreement, everyPair } from './agreement.ts';

/** Boxes of height 1 along a line: their IoU is that of intervals. */
const span = (x: number, w: number) => ({ x, y: 0, w, h: 1 });
// IoUs: wide and narrow 2/4, wide and far 0, narrow and far 0.
const boxes = { wide: span(0, 4), narrow: span(1, 2), far: span(9, 3) };

describe('agreement', () => {
  it('is the weighted mean of the IoUs of the pairs that are compared', () => {
    const pairs = [
      { between: ['wide', 'narrow'], weight: 3 },
      { between: ['wide', 'far'], weight: 1 },
    ] as const;
    expect(agreement(boxes, pairs)).toBe(0.375);
  });

  it('is 1 when all estimates are the same box', () => {
    expect(agreement({ one: boxes.wide, other: boxes.wide }, everyPair(['one', 'other']))).toBe(1);
  });

  it('can compare every estimate with every other', () => {
    expect(everyPair(['wide', 'narrow', 'far']).map(({ between }) => between)).toEqual([
      ['wide', 'narrow'],
      ['wide', 'far'],
      ['narrow', 'far'],
    ]);
    expect(agreement(boxes, everyPair(['wide', 'narrow', 'far']))).toBeCloseTo(0.5 / 3, 12);
  });
});
