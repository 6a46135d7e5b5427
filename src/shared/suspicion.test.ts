import { describe, expect, it } from 'vitest';
import type { ScoreMap } from './scoreMap.ts';
import { bitOf, explain, reasonsOf, suspicionsOf } from './suspicion.ts';
import { thetaBox } from './thetaBox.ts';

const image = { width: 100, height: 100 };

/** A map of ten by ten cells, a cell ten pixels of the image, drawn in digits. */
function drawn(...rows: string[]): ScoreMap {
  const geometry = { inputSize: 10, firstCentre: 0.5, stride: 1 };
  return {
    kind: 'activation',
    height: 10,
    width: 10,
    values: Float32Array.from(rows.join(''), Number),
    geometry,
  };
}

function reasons(map: ScoreMap, score = 0.9): string[] {
  const box = thetaBox(map, 0, image);
  return reasonsOf(suspicionsOf({ box, map, score, theta: 0, image })).map(({ id }) => id);
}

const empty = '0000000000';
const rows = (from: number, to: number, row: string) =>
  Array.from({ length: 10 }, (_, y) => (y >= from && y < to ? row : empty));
const one = drawn(...rows(3, 8, '0099990000'));

describe('what speaks against a box', () => {
  it('is nothing when one object stands out and the class is sure', () => {
    expect(reasons(one)).toEqual([]);
  });

  it('is a class that the model doubts', () => {
    expect(reasons(one, 0.4)).toEqual(['unsure-class']);
  });

  it('is another area of half the size or more, but not a speck', () => {
    expect(reasons(drawn(...rows(3, 8, '0099990990')))).toEqual(['second-peak']);
    const speck = rows(3, 8, '0099990000');
    speck[0] = '0000000009';
    expect(reasons(drawn(...speck))).toEqual([]);
  });

  it('is a box of nearly the whole image, or of hardly anything', () => {
    // One dark corner cell: all other 99 cells are above the mean of 8.91.
    expect(reasons(drawn('9999999990', ...Array<string>(9).fill('9999999999')))).toEqual(['whole-image']);
    const dot = rows(5, 6, '0000090000');
    expect(reasons(drawn(...dot))).toEqual(['tiny']);
  });

  it('is a box that shrinks to a fraction when theta rises', () => {
    // At 0 the bar is the mean, .32: seven columns of ones and a core of nines make a wide box. At .2 of 9 the ones go.
    const faint = rows(4, 6, '0111911110');
    expect(reasons(drawn(...faint))).toEqual(['moves']);
  });
});

describe('reasons that need no map', () => {
  const of = (box: { x: number; y: number; w: number; h: number }, agreement?: number | null) =>
    reasonsOf(
      suspicionsOf({
        box,
        map: one,
        score: 0.9,
        theta: 0,
        image,
        ...(agreement !== undefined && { agreement }),
      }),
    ).map(({ id }) => id);

  it('two edges, to a hundredth of the side; not one, and not the whole image', () => {
    expect(of({ x: 0.5, y: 40, w: 99, h: 30 })).toContain('edges');
    expect(of({ x: 0.5, y: 40, w: 95, h: 30 })).not.toContain('edges');
    expect(of({ x: 0, y: 0, w: 100, h: 100 })).not.toContain('edges');
  });

  it('estimates that overlap by less than half', () => {
    const box = thetaBox(one, 0, image);
    expect(of(box, 0.49)).toEqual(['disagree']);
    expect(of(box, 0.5)).toEqual([]);
    expect(of(box, null)).toEqual([]);
    expect(bitOf('disagree')).toBe(64);
  });
});

describe('the explanation', () => {
  it('puts what speaks against the box first, with figures', () => {
    const lines = explain({ box: thetaBox(one, 0, image), map: one, score: 0.4, theta: 0, image });
    expect(lines[0]).toEqual({ isGood: false, title: 'Class is uncertain', detail: 'Probability 0.40' });
    expect(lines.slice(1).every(({ isGood }) => isGood)).toBe(true);
    expect(lines.find(({ title }) => title === 'Size is usual')?.detail).toBe('20 % of the image');
  });
});
