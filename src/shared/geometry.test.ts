import { describe, expect, it } from 'vitest';
import { centredBox, clipToImage, iou, overlapOfSmaller } from './geometry.ts';

describe('iou', () => {
  it('is the share that two boxes have in common: 2 of 6 squares', () => {
    expect(iou({ x: 0, y: 0, w: 2, h: 2 }, { x: 1, y: 0, w: 2, h: 2 })).toBeCloseTo(2 / 6, 12);
  });

  it('is 1 for the same box, and 0 for boxes that only touch', () => {
    const box = { x: 3, y: 4, w: 5, h: 6 };
    expect(iou(box, box)).toBe(1);
    expect(iou(box, { x: 8, y: 4, w: 5, h: 6 })).toBe(0);
  });
});

it('of a box inside a larger one all lies in it, of two that share a corner a quarter', () => {
  const large = { x: 0, y: 0, w: 4, h: 4 };
  expect(overlapOfSmaller(large, { x: 1, y: 1, w: 2, h: 2 })).toBe(1);
  expect(overlapOfSmaller({ x: 3, y: 3, w: 2, h: 2 }, large)).toBe(1 / 4);
  expect(overlapOfSmaller(large, { x: 4, y: 0, w: 2, h: 2 })).toBe(0);
});

describe('clipToImage', () => {
  it('cuts what is outside', () => {
    expect(clipToImage({ x: -5, y: 90, w: 20, h: 20 }, 100, 100)).toEqual({ x: 0, y: 90, w: 15, h: 10 });
  });

  it('drops what has less than a pixel left', () => {
    expect(clipToImage({ x: 99.5, y: 0, w: 10, h: 10 }, 100, 100)).toBeNull();
    expect(clipToImage({ x: 200, y: 0, w: 10, h: 10 }, 100, 100)).toBeNull();
  });
});

it('a centred box of half the size leaves a quarter on every side', () => {
  expect(centredBox(80, 40, 0.5)).toEqual({ x: 20, y: 10, w: 40, h: 20 });
});
