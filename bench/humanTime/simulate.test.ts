/** Seconds of work that can be added up by hand. */
import { describe, expect, it } from 'vitest';
import { drawAll, isEnough, lookAtAll, reviewThenBulk, worstFirst } from './simulate.ts';
import type { Judged } from './simulate.ts';

/** Boxes of rising agreement of which the first `wrong` are wrong. */
const rising = (count: number, wrong: number): Judged[] =>
  Array.from({ length: count }, (_, i) => ({ agreement: (i + 0.5) / count, iou: i < wrong ? 0.4 : 0.9 }));

describe('looking at all', () => {
  it('takes 2.2 s where a box is right and 8.5 s where it is not', () => {
    // 3 * 2.2 + 8.5, and 4 * 8.5.
    expect(lookAtAll(rising(4, 1))).toEqual({ seconds: 15.1, looked: 4, drawn: 1, right: 1 });
    expect(drawAll(rising(4, 1))).toEqual({ seconds: 34, looked: 4, drawn: 4, right: 1 });
  });
});

describe('the worst first', () => {
  it('ends when 95 of 100 are right, and one stroke accepts the others', () => {
    // 15 wrong: ten are drawn. The eleventh would be too much.
    const effort = worstFirst(rising(100, 15));
    expect(effort).toMatchObject({ looked: 10, drawn: 10, right: 0.95 });
    expect(effort.seconds).toBeCloseTo(10 * 8.5 + 0.7, 9);
    expect(worstFirst(rising(100, 5)).looked).toBe(0);
  });

  it('looks in vain at what is right where the order is bad', () => {
    const surestWrong = rising(20, 18).map((box) => ({ ...box, agreement: 1 - box.agreement! }));
    // Two right ones come first, then the 17 that are drawn before one in twenty is left.
    expect(worstFirst(surestWrong)).toMatchObject({ looked: 19, drawn: 17, right: 0.95 });
  });

  it('begins with what has no box', () => {
    const boxes: Judged[] = [...rising(19, 0), { agreement: null, iou: 0 }, { agreement: null, iou: 0 }];
    expect(worstFirst(boxes)).toMatchObject({ looked: 1, drawn: 1, right: 20 / 21 });
  });
});

describe('reviewing 30 and accepting in bulk', () => {
  it('accepts nothing in bulk where nearly all is wrong, or where there are no more than 30', () => {
    const bad = rising(400, 380);
    expect(reviewThenBulk(bad, 'accepted')).toEqual(lookAtAll(bad));
    expect(reviewThenBulk(rising(30, 0), 'all')).toEqual(lookAtAll(rising(30, 0)));
  });

  it('accepts the surest where the reviewed ones bear it, and looks at all others', () => {
    const boxes = [...rising(1000, 50), { agreement: null, iou: 0 }];
    const effort = reviewThenBulk(boxes, 'all');
    expect(effort.looked).toBeLessThan(900);
    // At least the 30 and the one without a box.
    expect(effort.looked).toBeGreaterThanOrEqual(31);
    expect(effort.drawn).toBeGreaterThan(0);
    expect(effort.right).toBeGreaterThanOrEqual(0.95);
  });

  it('needs less of a promise where those looked at count too', () => {
    // 90 % of 500 and all of the other 500 are 95 % of 1000.
    expect(isEnough(90, { promised: 'all', accepted: 500, count: 1000 })).toBe(true);
    expect(isEnough(90, { promised: 'all', accepted: 501, count: 1000 })).toBe(false);
    expect(isEnough(94, { promised: 'accepted', accepted: 1, count: 1000 })).toBe(false);
    expect(isEnough(95, { promised: 'accepted', accepted: 999, count: 1000 })).toBe(true);
  });
});
