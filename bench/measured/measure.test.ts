/** One box an image beside its truth. */
import { expect, test } from 'vitest';
import { measured } from './measure.ts';

const truth = {
  className: 'emu',
  boxes: [
    { x: 0, y: 0, w: 10, h: 10 },
    { x: 50, y: 0, w: 10, h: 20 },
  ],
};
const box = { classId: 1, score: 0.9, agreement: 0.8 };

test('the best of several truth boxes counts', () => {
  // Half of the second one.
  expect(measured(truth, [{ ...box, x: 50, y: 0, w: 10, h: 10 }])).toEqual({
    class: 'emu',
    iou: 0.5,
    areaRatio: 0.5,
    agreement: 0.8,
  });
});

test('of several boxes that with the highest score counts, the first of equals', () => {
  const good = { ...box, x: 0, y: 0, w: 10, h: 10 };
  const far = { ...box, x: 90, y: 90, w: 10, h: 10 };
  expect(measured(truth, [good, far]).iou).toBe(1);
  expect(measured(truth, [{ ...far, score: 0.8 }, good]).iou).toBe(1);
  expect(measured(truth, [good, { ...far, score: 0.95 }]).iou).toBe(0);
});

test('no box is a miss, and a box without agreement is not ordered', () => {
  expect(measured(truth, [])).toEqual({ class: 'emu', iou: 0, areaRatio: null, agreement: null });
  const unrefined = { ...box, x: 0, y: 0, w: 10, h: 10, agreement: NaN };
  expect(measured(truth, [unrefined])).toMatchObject({ iou: 1, agreement: null });
});
