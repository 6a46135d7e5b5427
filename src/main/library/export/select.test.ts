import { describe, expect, it } from 'vitest';
import type { BoxRecord } from '../../../shared/domain.ts';
import { fakeBox, fakeImage } from './fakeSource.ts';
import { everyBox, selectBoxes } from './select.ts';

const image = fakeImage({ width: 100, height: 80 });
const select = (box: Partial<BoxRecord>, rule = everyBox) => selectBoxes(image, [fakeBox(box)], rule);
const sides = (box: BoxRecord | undefined) => box && [box.x, box.y, box.w, box.h];

describe('what goes in', () => {
  it.each(['accepted', 'edited', 'unreviewed'] as const)('takes %s boxes', (review) => {
    expect(select({ review }).boxes).toHaveLength(1);
  });

  it('never takes rejected boxes, even when asked to by a caller that ignores types', () => {
    const rule = { statuses: ['rejected'] as never[], minScore: 0 };
    expect(select({ review: 'rejected' }, rule).boxes).toHaveLength(0);
  });

  it('takes only the states asked for', () => {
    const rule = { statuses: ['accepted'] as const, minScore: 0 };
    expect(select({ review: 'unreviewed' }, rule).boxes).toHaveLength(0);
  });

  it('applies the least score to unreviewed boxes only', () => {
    const rule = { ...everyBox, minScore: 0.6 };
    expect(select({ score: 0.59, review: 'unreviewed' }, rule).boxes).toHaveLength(0);
    expect(select({ score: 0.6, review: 'unreviewed' }, rule).boxes).toHaveLength(1);
    expect(select({ score: 0.1, review: 'accepted' }, rule).boxes).toHaveLength(1);
    expect(select({ score: null, review: 'unreviewed' }, rule).boxes).toHaveLength(1);
  });
});

describe('the edge of the image', () => {
  it('cuts what is beyond, and counts it', () => {
    const { boxes, clipped } = select({ x: -5, y: 70, w: 20, h: 20 });
    expect(sides(boxes[0])).toEqual([0, 70, 15, 10]);
    expect(clipped).toBe(1);
  });

  it('does not count the noise of arithmetic as a cut', () => {
    const { boxes, clipped } = select({ x: 99 - 1e-9, y: 0, w: 1 + 1e-8, h: 1 });
    expect([boxes.length, clipped]).toEqual([1, 0]);
  });

  it('drops and counts what has less than a pixel inside', () => {
    expect(select({ x: 99.5, y: 0, w: 10, h: 10 })).toEqual({ boxes: [], clipped: 0, dropped: 1 });
    expect(select({ x: 5, y: 5, w: 0.9, h: 10 }).dropped).toBe(1);
    expect(select({ x: 200, y: 5, w: 10, h: 10 }).dropped).toBe(1);
  });

  it('drops and counts boxes that are no numbers', () => {
    expect(select({ x: Number.NaN }).dropped).toBe(1);
    expect(select({ w: Number.POSITIVE_INFINITY, x: Number.NEGATIVE_INFINITY }).dropped).toBe(1);
  });

  it('keeps every box of exactly one pixel', () => {
    for (let x = 0; x < 99; x += 0.1) expect(select({ x, y: 0, w: 1, h: 1 }).boxes[0]?.w).toBe(1);
  });
});
