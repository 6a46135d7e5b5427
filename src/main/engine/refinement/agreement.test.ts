import { describe, expect, it } from 'vitest';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { agreement, certaintyOf, overlapOf, steadinessOf } from './agreement.ts';

/** A square map whose cells are the pixels of the input. */
function map(...rows: number[][]): ScoreMap {
  const side = rows.length;
  const geometry = { inputSize: side, firstCentre: 0.5, stride: 1 };
  return { kind: 'probability', height: side, width: side, values: Float32Array.from(rows.flat()), geometry };
}

const sharp = map([1, 1, 0], [1, 1, 0], [0, 0, 0]);
// Above .2 it fills two cells by two, above .6 one.
const faint = map([0.75, 0.5, 0], [0.5, 0.25, 0], [0, 0, 0]);
const empty = map([0, 0], [0, 0]);

describe('steadiness', () => {
  it('is the IoU of the boxes at a low and at a high threshold', () => {
    expect(steadinessOf(faint, [[0.2, 0.6]])).toBeCloseTo(1 / 4, 12);
    expect(steadinessOf(sharp, [[0.2, 0.6]])).toBe(1);
  });

  it('is the mean over pairs of thresholds', () => {
    expect(
      steadinessOf(faint, [
        [0.2, 0.6],
        [0.1, 0.2],
      ]),
    ).toBeCloseTo((1 / 4 + 1) / 2, 12);
  });
});

describe('certainty', () => {
  it('is the mean probability above the threshold', () => {
    expect(certaintyOf(faint, 0.3)).toBeCloseTo((0.75 + 0.5 + 0.5) / 3, 12);
    expect(certaintyOf(sharp, 0.3)).toBe(1);
    expect(certaintyOf(empty, 0.3)).toBe(0);
  });
});

describe('overlap', () => {
  it('is the intersection over union of soft masks', () => {
    expect(overlapOf(sharp, faint)).toBeCloseTo(2 / 4, 12);
    expect(overlapOf(sharp, sharp)).toBe(1);
    expect(overlapOf(empty, empty)).toBe(0);
  });
});

describe('agreement', () => {
  const rule = {
    lastThresholds: [[0.2, 0.6]] as const,
    firstThresholds: [[0.2, 0.6]] as const,
    weights: { steadiness: 1, certainty: 2, overlap: 1 },
  };

  it('is 1 for two rounds that are certain of the same', () => {
    expect(agreement(sharp, sharp, 0.3, rule)).toBe(1);
  });

  it('is the weighted mean of all that was compared', () => {
    // Steadiness 1 and 1/4, certainty 1 and 7/12 that count twice, overlap 1/2: 4.9166 of 7.
    expect(agreement(sharp, faint, 0.3, rule)).toBeCloseTo((1.25 + 2 * (1 + 7 / 12) + 0.5) / 7, 12);
  });
});
