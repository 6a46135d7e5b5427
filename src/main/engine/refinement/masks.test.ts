import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestComponent } from './largestComponent.ts';
import { maskAbove, maskArea, maskBox, maskIou } from './maskMeasures.ts';
import { probabilityTrimap } from './probabilityTrimap.ts';

/** Rows of 0 and 1. */
const mask = (...rows: string[]) => Uint8Array.from(rows.join(''), Number);

describe('probabilityTrimap', () => {
  it('sorts pixels into four by three levels, of which none belongs to the side it divides off', () => {
    const levels = { foreground: 0.75, probable: 0.5, background: 0.25 };
    const p = Float32Array.of(0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1);
    expect([...probabilityTrimap(p, levels)]).toEqual([0, 0, 2, 2, 2, 3, 3, 1, 1]);
  });
});

describe('largestComponent', () => {
  it('keeps the component with most pixels, not those that only meet it at a corner', () => {
    expect(largestComponent(mask('1100', '1010', '0000', '0111'), 4)).toEqual(
      mask('1100', '1000', '0000', '0000'),
    );
    expect(largestComponent(mask('1100', '0010', '0000', '1111'), 4)).toEqual(
      mask('0000', '0000', '0000', '1111'),
    );
  });

  it('does not join the end of a row to the beginning of the next', () => {
    expect(largestComponent(mask('001', '100', '100'), 3)).toEqual(mask('000', '100', '100'));
  });

  it('keeps nothing of nothing, and everything of a full mask', () => {
    expect(largestComponent(mask('000', '000'), 3)).toEqual(mask('000', '000'));
    expect(largestComponent(mask('111', '111'), 3)).toEqual(mask('111', '111'));
  });

  it('is part of the mask, touches nothing else of it, and is as large as any', () => {
    const anyMask = fc.array(fc.constantFrom(0, 1), { minLength: 30, maxLength: 30 });
    const property = fc.property(anyMask, (pixels) => {
      const whole = Uint8Array.from(pixels);
      const largest = largestComponent(whole, 6);
      const rest = whole.map((pixel, i) => pixel - largest[i]!);
      expect(maskArea(largest) + maskArea(rest)).toBe(maskArea(whole));
      expect(maskArea(largestComponent(rest, 6))).toBeLessThanOrEqual(maskArea(largest));
      for (let i = 0; i < 30; i += 1) {
        if (i % 6 < 5) expect(largest[i]! & rest[i + 1]!).toBe(0);
        if (i % 6 < 5) expect(rest[i]! & largest[i + 1]!).toBe(0);
        if (i < 24) expect(largest[i]! & rest[i + 6]!).toBe(0);
        if (i < 24) expect(rest[i]! & largest[i + 6]!).toBe(0);
      }
    });
    fc.assert(property, { numRuns: 200, seed: 2 });
  });
});

describe('measures', () => {
  it('count pixels, of one mask and of two', () => {
    expect(maskArea(mask('101', '010'))).toBe(3);
    // Two in both of four in either.
    expect(maskIou(mask('1110'), mask('0111'))).toBe(0.5);
    expect(maskIou(mask('1100'), mask('0011'))).toBe(0);
    expect(maskIou(mask('00'), mask('00'))).toBe(0);
  });

  it('find the box around all that is set', () => {
    expect(maskBox(mask('0000', '0010', '0100'), 4)).toEqual({ x: 1, y: 1, w: 2, h: 2 });
    expect(maskBox(mask('0000'), 4)).toBeNull();
  });

  it('leave out what is at the threshold', () => {
    expect(maskAbove(Float32Array.of(0.25, 0.5, 0.75), 0.5)).toEqual(mask('001'));
  });
});
