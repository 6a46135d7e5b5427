import { describe, expect, it } from 'vitest';
import type { ScoreMap } from './scoreMap.ts';
import { thetaBox } from './thetaBox.ts';
import { upsample } from './upsample.ts';

describe('the rule, on maps of a pixel a cell', () => {
  /** Rows of digits make a square map; the whole square comes back for a map that says nothing. */
  const box = (theta: number, ...rows: string[]) => {
    const side = rows.length;
    const geometry = { inputSize: side, firstCentre: 0.5, stride: 1 };
    const values = Float32Array.from(rows.join(''), Number);
    return thetaBox({ kind: 'activation', values, height: side, width: side, geometry }, theta, {
      width: side,
      height: side,
    });
  };

  it('thresholds at the mean when theta is 0: of 0 to 9 with mean 2, the cells of 3 and more', () => {
    // 9 + 3 + 4 + 2 = 18 over nine cells: mean 2, and the cell of 2 is not above it.
    expect(box(0, '200', '093', '004')).toEqual({ x: 1, y: 1, w: 2, h: 2 });
  });

  it('sets to zero what is at or below theta times the maximum before it takes the mean', () => {
    // Theta .5 of 8 leaves 8 and 6, whose mean over nine cells is 1.6: the bar stays at 4, and the 4s are gone.
    expect(box(0.5, '486', '444', '000')).toEqual({ x: 1, y: 0, w: 2, h: 1 });
  });

  it('takes the component with the largest box, not the one with most cells', () => {
    // The L has four cells in a box of 3 x 2, the column five in one of 1 x 5.
    expect(box(0, '90009', '99909', '00009', '00009', '00009')).toEqual({ x: 0, y: 0, w: 3, h: 2 });
  });

  it('gives the whole image for a flat map', () => {
    expect(box(0, '55', '55')).toEqual({ x: 0, y: 0, w: 2, h: 2 });
  });
});

describe('upsample', () => {
  it('with half-pixel centres is the usual bilinear enlargement of a stretched copy', () => {
    const geometry = { inputSize: 4, firstCentre: 1, stride: 2 };
    const map = { height: 2, width: 2, values: Float32Array.of(0, 4, 0, 4), geometry };
    // Pixel centres .5, 1.5, 2.5, 3.5 against cell centres 1 and 3: 0, a quarter, three quarters, 4.
    expect([...upsample(map).subarray(0, 4)]).toEqual([0, 1, 3, 4]);
  });

  it('puts cells where the network saw them, and replicates the outermost ones beyond', () => {
    const geometry = { inputSize: 9, firstCentre: 2.5, stride: 4 };
    const map = { height: 1, width: 2, values: Float32Array.of(0, 8), geometry };
    expect([...upsample(map).subarray(0, 9)]).toEqual([0, 0, 0, 2, 4, 6, 8, 8, 8]);
  });
});

describe('thetaBox', () => {
  const geometry = { inputSize: 8, firstCentre: 0.5, stride: 1 };
  const values = new Float32Array(64).fill(-3);
  for (const cell of [18, 19, 26, 27]) values[cell] = 5;
  const map: ScoreMap = { kind: 'activation', height: 8, width: 8, values, geometry };

  it('scales the box from the square input back to the image', () => {
    expect(thetaBox(map, 0, { width: 80, height: 40 })).toEqual({ x: 20, y: 10, w: 20, h: 10 });
  });

  it('gives the whole image for a map that says nothing', () => {
    const flat = { ...map, values: new Float32Array(64).fill(7) };
    expect(thetaBox(flat, 0, { width: 80, height: 40 })).toEqual({ x: 0, y: 0, w: 80, h: 40 });
  });
});
