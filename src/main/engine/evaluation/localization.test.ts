import { describe, expect, it } from 'vitest';
import { scoreLocalization, type ScoredImage } from './localization.ts';

const image = (change: Partial<ScoredImage>): ScoredImage => ({
  width: 100,
  height: 100,
  truth: [{ x: 0, y: 0, w: 50, h: 50 }],
  box: { x: 0, y: 0, w: 50, h: 50 },
  top1Right: true,
  ...change,
});

describe('scoreLocalization', () => {
  it('counts IoU 1, 0.6 and none at each level', () => {
    const narrower = image({ box: { x: 0, y: 0, w: 30, h: 50 } });
    const scores = scoreLocalization([image({}), narrower, image({ box: null }), image({})]);
    expect(scores.gtKnown).toEqual({ '0.3': 0.75, '0.5': 0.75, '0.7': 0.5 });
    expect(scores.meanIou).toBeCloseTo((1 + 0.6 + 0 + 1) / 4, 12);
    expect(scores.withoutBox).toBe(1);
  });

  it('asks for both the class and the box in Top-1 localization', () => {
    const scores = scoreLocalization([image({}), image({ top1Right: false })]);
    expect(scores.gtKnown['0.5']).toBe(1);
    expect(scores.top1Classification).toBe(0.5);
    expect(scores.top1Localization).toBe(0.5);
  });

  it('takes the best-matching of several truth boxes', () => {
    const far = { x: 80, y: 80, w: 10, h: 10 };
    expect(scoreLocalization([image({ truth: [far, { x: 0, y: 0, w: 50, h: 50 }] })]).meanIou).toBe(1);
  });

  it('finds the one size of a centred box that fits most images', () => {
    // Truth of half the width and height in the middle: the whole image reaches IoU .25, a centred half IoU 1.
    const centred = image({ truth: [{ x: 25, y: 25, w: 50, h: 50 }] });
    const { baselines } = scoreLocalization([centred]);
    expect(baselines).toEqual({ wholeImage: 0, bestCentredBox: 1 });
  });
});
