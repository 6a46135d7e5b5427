import { describe, expect, it } from 'vitest';
import { seedRegion } from './seedRegion.ts';
import { quantile, seedTrimap } from './seedTrimap.ts';
import { TRIMAP } from './trimap.ts';
import { upsampleTo } from './upsampleTo.ts';

const { background, foreground, probableBackground, probableForeground } = TRIMAP;

describe('seedRegion', () => {
  it('is what is so many standard deviations above the mean', () => {
    // Mean 2, standard deviation 2.
    const map = Float32Array.of(0, 0, 2, 6, 2, 2);
    expect([...seedRegion(map, 0)]).toEqual([0, 0, 0, 1, 0, 0]);
    expect([...seedRegion(map, -0.5)]).toEqual([0, 0, 1, 1, 1, 1]);
    expect([...seedRegion(map, 2)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('is empty for a flat map', () => {
    expect([...seedRegion(Float32Array.of(7, 7, 7), 0.2)]).toEqual([0, 0, 0]);
  });
});

describe('seedTrimap', () => {
  const levels = { foregroundShare: 0.25, backgroundShare: 0.5 };

  it('is sure of the region’s top and of the lowest outside it', () => {
    // Inside are 10 … 14, whose upper quarter begins at 13; outside 0 1 2 3, whose lower half ends at 1.5.
    const map = Float32Array.of(0, 10, 1, 11, 2, 12, 3, 13, 14);
    const region = Uint8Array.of(0, 1, 0, 1, 0, 1, 0, 1, 1);
    expect([...seedTrimap(map, region, levels)]).toEqual([
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
    expect([...seedTrimap(new Float32Array(3), new Uint8Array(3), levels)]).toEqual(
      Array(3).fill(probableBackground),
    );
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
