import { describe, expect, it } from 'vitest';
import { maskAbove, maskBox } from './maskMeasures.ts';
import { agreementWeight, targetOf } from './target.ts';
import { upsampleTo } from './upsampleTo.ts';

/** Rows of 0 and 1. */
const mask = (...rows: string[]) => Uint8Array.from(rows.join(''), Number);

describe('targetOf', () => {
  // Two cells a side on an input of eight pixels: pixels 2 and 3, and 4 and 5; the outermost two belong to none.
  const grid = { cells: 2, geometry: { inputSize: 8, firstCentre: 3, stride: 2 } };

  it('is the mean of the mask over the pixels of each cell', () => {
    const one = mask(
      '11111111',
      '11111111',
      '00000000',
      '00001100',
      '00100000',
      '00110000',
      '11111111',
      '11111111',
    );
    // Of four pixels: none, two, three, none.
    expect([...targetOf([one], grid)]).toEqual([0, 128, 191, 0]);
  });

  it('is the mean of several masks, also of those of another size', () => {
    // At half the size a cell is one pixel.
    const small = mask('0000', '0110', '0100', '0000');
    const empty = new Uint8Array(64);
    expect([...targetOf([small, empty], grid)]).toEqual([128, 128, 128, 0]);
    expect([...targetOf([small], grid)]).toEqual([255, 255, 255, 0]);
  });

  it('takes a pixel that lies on the edge of a cell by halves', () => {
    const halves = { cells: 1, geometry: { inputSize: 4, firstCentre: 2, stride: 3 } };
    // From .5 to 3.5, both ways: the corner pixel counts a quarter of 9, its neighbours on the edge a half.
    expect([...targetOf([mask('1100', '0000', '0000', '0000')], halves)]).toEqual([
      Math.round(255 * (0.75 / 9)),
    ]);
  });

  it('puts edges back where they were, when upsampled by the same geometry', () => {
    const geometry = { inputSize: 299, firstCentre: 9.5, stride: 4 };
    const box = { x: 80, y: 101, w: 120, h: 90 };
    const whole = new Uint8Array(299 * 299);
    for (let y = box.y; y < box.y + box.h; y += 1) whole.fill(1, y * 299 + box.x, y * 299 + box.x + box.w);
    const target = targetOf([whole], { cells: 71, geometry });
    const map = {
      height: 71,
      width: 71,
      values: Float32Array.from(target, (byte) => byte / 255),
      geometry,
    };
    const found = maskBox(maskAbove(upsampleTo(map, 299), 0.5), 299)!;
    for (const side of ['x', 'y', 'w', 'h'] as const) {
      expect(Math.abs(found[side] - box[side])).toBeLessThanOrEqual(1);
    }
  });
});

describe('weights', () => {
  it('rise from the least to one between two bars', () => {
    const bars = { from: 0.4, span: 0.5, least: 0.1 };
    // IoUs 1, 3/4, 1/4.
    expect(agreementWeight(mask('1111'), mask('1111'), bars)).toBe(1);
    expect(agreementWeight(mask('1110'), mask('1111'), bars)).toBeCloseTo(0.7, 12);
    expect(agreementWeight(mask('1000'), mask('1111'), bars)).toBe(0.1);
  });
});
