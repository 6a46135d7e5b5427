import { describe, expect, it } from 'vitest';
import { minmax, seedMap } from './seedMap.ts';
import { seedRegion } from './seedRegion.ts';
import { quantile, seedTrimap } from './seedTrimap.ts';
import { TRIMAP } from './trimap.ts';
import { upsampleTo } from './upsampleTo.ts';

const { background, foreground, probableBackground, probableForeground } = TRIMAP;

describe('seedMap', () => {
  it('adds two maps of any range, each stretched to [0, 1]', () => {
    expect([...seedMap(Float32Array.of(-10, 0, 10), Float32Array.of(5, 5.5, 7))]).toEqual([0, 0.75, 2]);
  });

  it('lets a flat map add nothing', () => {
    expect([...minmax(Float32Array.of(3, 3))]).toEqual([0, 0]);
    expect([...seedMap(Float32Array.of(3, 3), Float32Array.of(0, 8))]).toEqual([0, 1]);
  });
});

describe('seedRegion', () => {
  it('is what is above the mean of the map, less its minimum and without what theta cuts off', () => {
    // Less the minimum: 0 1 2 3 10. Theta .2 cuts off up to 2; the mean of 0 0 0 3 10 is 2.6.
    expect([...seedRegion(Float32Array.of(-5, -4, -3, -2, 5), 0.2)]).toEqual([0, 0, 0, 1, 1]);
    // Nothing cut off: the mean of 0 1 2 3 10 is 3.2.
    expect([...seedRegion(Float32Array.of(-5, -4, -3, -2, 5), 0)]).toEqual([0, 0, 0, 0, 1]);
  });

  it('never takes what theta has cut off, even if the mean lies lower', () => {
    // Theta .5 cuts off 4; the mean of 0 0 8 0 is 2.
    expect([...seedRegion(Float32Array.of(0, 4, 8, 0), 0.5)]).toEqual([0, 0, 1, 0]);
  });

  it('is empty for a flat map', () => {
    expect([...seedRegion(Float32Array.of(7, 7, 7), 0.2)]).toEqual([0, 0, 0]);
  });
});

describe('seedTrimap', () => {
  const levels = { theta: 0, foregroundShare: 0.25, backgroundShare: 0.5 };

  it('is sure of the region’s top and of the lowest outside it', () => {
    // Mean 6.5: inside are 10 … 14, whose upper quarter begins at 13; outside 0 1 2 3, whose lower half ends at 1.5.
    const map = Float32Array.of(0, 10, 1, 11, 2, 12, 3, 13, 14);
    expect([...seedTrimap(map, levels)]).toEqual([
      background,
      probableForeground,
      background,
      probableForeground,
      probableBackground,
      probableForeground,
      probableBackground,
      foreground,
      foreground,
    ]);
  });

  it('is sure of nothing for a map that says nothing', () => {
    expect([...seedTrimap(new Float32Array(3), levels)]).toEqual(Array(3).fill(probableBackground));
  });

  it('finds the shares between two values as NumPy does', () => {
    expect(quantile(Float32Array.of(4, 1, 3, 2), 0.5)).toBe(2.5);
    expect(quantile(Float32Array.of(4, 1, 3, 2), 0.9)).toBeCloseTo(3.7, 12);
    expect(quantile(Float32Array.of(5), 0.3)).toBe(5);
  });
});

describe('upsampleTo', () => {
  it('keeps cells where they lie on the image, whatever size it is squeezed to', () => {
    const geometry = { inputSize: 8, firstCentre: 3, stride: 2 };
    const map = {
      kind: 'activation' as const,
      height: 2,
      width: 2,
      values: Float32Array.of(0, 4, 0, 4),
      geometry,
    };
    // On 8 pixels the cells are centred at 3 and 5, on 4 at 1.5 and 2.5: pixels .5 and 1.5, 2.5 and 3.5.
    expect([...upsampleTo(map, 8).subarray(0, 8)]).toEqual([0, 0, 0, 1, 3, 4, 4, 4]);
    expect([...upsampleTo(map, 4).subarray(0, 4)]).toEqual([0, 0, 4, 4]);
  });
});
