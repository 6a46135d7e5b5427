import { describe, expect, it } from 'vitest';
import { heatPixels, heatTable, parseHex } from './heatPaint.ts';

const black = [0, 0, 0] as const;
const grey = [100, 100, 100] as const;
const white = [255, 255, 255] as const;

describe('the heat ramp', () => {
  const table = heatTable([black, grey, white]);

  it('runs through its colours at equal distances', () => {
    expect([...table.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(table[64 * 4]).toBe(50);
    expect([...table.slice(255 * 4, 255 * 4 + 3)]).toEqual([255, 255, 255]);
  });

  it('covers 16 % of the photo where there is least and 76 % where there is most evidence', () => {
    expect(table[3]).toBe(Math.round(255 * 0.16));
    expect(table[255 * 4 + 3]).toBe(Math.round(255 * 0.76));
  });

  it('is read from the stylesheet', () => {
    expect(parseHex(' #4a1038')).toEqual([0x4a, 0x10, 0x38]);
  });
});

describe('a map in colours', () => {
  const table = heatTable([black, white]);
  const geometry = { inputSize: 4, firstCentre: 1, stride: 2 };

  it('has its least value darkest and its largest brightest, whatever they are', () => {
    const pixels = heatPixels({ height: 1, width: 2, values: Float32Array.of(3, 5), geometry }, table);
    // Centres of the cells are at input pixels 1 and 3; a pixel's own centre is half a pixel on.
    expect(Array.from({ length: 4 }, (_, x) => pixels[x * 4])).toEqual([0, 64, 191, 255]);
  });

  it('is the same everywhere when the map is flat', () => {
    const pixels = heatPixels({ height: 1, width: 1, values: Float32Array.of(7), geometry }, table);
    expect(pixels).toHaveLength(64);
    expect(new Set(pixels.filter((_, i) => i % 4 === 0))).toEqual(new Set([0]));
  });
});
