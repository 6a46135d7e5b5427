import { describe, expect, it } from 'vitest';
import { fitted, kept, maxScale, panned, toImage, toStage, wheelFactor, zoomedAt } from './zoom.ts';

const image = { width: 200, height: 100 };
const stage = { width: 450, height: 425 };

describe('a photo on the stage', () => {
  it('is fitted by its tighter side and centred', () => {
    expect(fitted(image, stage)).toEqual({ scale: 2.25, left: 0, top: 100 });
  });

  it('leaves the insets free when it is fitted', () => {
    const view = fitted(image, stage, { top: 60, right: 30, bottom: 45, left: 20 });
    expect(view).toEqual({ scale: 2, left: 20, top: 120 });
  });

  it('is not blown up beyond four times by fitting', () => {
    expect(fitted({ width: 10, height: 10 }, stage)).toEqual({ scale: 4, left: 205, top: 193 });
  });

  it('keeps the pixel under the pointer when it is zoomed', () => {
    const before = fitted(image, stage);
    const pointer = { x: 337.5, y: 155 };
    const after = zoomedAt(before, 2, pointer, 0.1);
    expect(after.scale).toBeCloseTo(4.5);
    expect(toImage(after, pointer).x).toBeCloseTo(150);
    expect(toImage(after, pointer).y).toBeCloseTo(toImage(before, pointer).y);
  });

  it('stops at the largest and the least scale', () => {
    const view = { scale: 10, left: 0, top: 0 };
    expect(zoomedAt(view, 5, { x: 0, y: 0 }, 1).scale).toBe(maxScale);
    expect(zoomedAt(view, 0.01, { x: 0, y: 0 }, 1).scale).toBe(1);
  });

  it('cannot be dragged away: a large photo always covers its room', () => {
    const large = { scale: 10, left: -500, top: -300 };
    expect(panned(large, 2000, 0, image, stage)).toEqual({ scale: 10, left: 0, top: -300 });
    expect(panned(large, -9000, -9000, image, stage)).toEqual({ scale: 10, left: -1550, top: -575 });
  });

  it('is centred along an axis where it is smaller than its room', () => {
    expect(kept({ scale: 1, left: -70, top: 5 }, image, stage)).toEqual({ scale: 1, left: 125, top: 163 });
  });

  it('has boxes where its pixels are', () => {
    expect(toStage({ scale: 2, left: 10, top: 20 }, { x: 5, y: 6, w: 7, h: 8 })).toEqual({
      x: 20,
      y: 32,
      w: 14,
      h: 16,
    });
  });

  it('grows when the wheel turns away from the person, and no wild turn jumps', () => {
    expect(wheelFactor(-100)).toBeGreaterThan(1);
    expect(wheelFactor(100)).toBeCloseTo(1 / wheelFactor(-100));
    expect(wheelFactor(-100000)).toBe(wheelFactor(-240));
  });
});
