import { describe, expect, it } from 'vitest';
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { thetaBox } from '../../shared/thetaBox.ts';
import { contourAt, contourPath, ringsAbove } from './contour.ts';
import type { Ring } from './contour.ts';

/** [left, top, right, bottom] of a ring. */
function bounds(ring: Ring): number[] {
  const xs = ring.filter((_, i) => i % 2 === 0);
  const ys = ring.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

describe('rings around what is above a bar', () => {
  it('go half-way to a neighbour that is as far below as the pixel is above', () => {
    const values = Float32Array.from([0, 0, 0, 0, 2, 0, 0, 0, 0]);
    const rings = ringsAbove(values, 3, 3, 1);
    expect(rings).toHaveLength(1);
    // The pixel's centre is at 1.5, its neighbours' at 0.5 and 2.5.
    expect(bounds(rings[0]!)).toEqual([1, 1, 2, 2]);
  });

  it('close along the edges of the image', () => {
    const rings = ringsAbove(Float32Array.of(5, 5, 5, 5), 2, 2, 1);
    expect(rings.map(bounds)).toEqual([[0, 0, 2, 2]]);
  });

  it('are one for each part, and one for each hole', () => {
    expect(ringsAbove(Float32Array.of(2, 0, 2), 1, 3, 1)).toHaveLength(2);
    const hole = Float32Array.from([2, 2, 2, 2, 0, 2, 2, 2, 2]);
    expect(ringsAbove(hole, 3, 3, 1)).toHaveLength(2);
  });

  it('keep pixels apart that touch at a corner only', () => {
    expect(ringsAbove(Float32Array.of(2, 0, 0, 2), 2, 2, 1)).toHaveLength(2);
    expect(ringsAbove(Float32Array.of(0, 2, 2, 0), 2, 2, 1)).toHaveLength(2);
  });
});

describe('the contour at theta', () => {
  it('has the box as its bounds, to a pixel of the network input', () => {
    const values = new Float32Array(25);
    values[7] = 0.5;
    values[12] = 1;
    values[13] = 0.6;
    const map: ScoreMap = {
      kind: 'activation',
      height: 5,
      width: 5,
      values,
      geometry: { inputSize: 50, firstCentre: 5, stride: 10 },
    };
    const box = thetaBox(map, 0.4, { width: 50, height: 50 });
    const rings = contourAt(map, 0.4);
    expect(rings).toHaveLength(1);
    const [left, top, right, bottom] = bounds(rings[0]!);
    expect(Math.abs(left! - box.x)).toBeLessThan(1);
    expect(Math.abs(top! - box.y)).toBeLessThan(1);
    expect(Math.abs(right! - box.x - box.w)).toBeLessThan(1);
    expect(Math.abs(bottom! - box.y - box.h)).toBeLessThan(1);
  });

  it('is stretched over the photo', () => {
    expect(contourPath([[0, 0, 10, 0, 10, 10]], 10, 200, 50)).toBe('M0 0L200 0L200 50Z');
  });
});
