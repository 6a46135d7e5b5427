import { describe, expect, it } from 'vitest';
import type { Box } from './geometry.ts';
import { choiceOf, commonChoice, gapBetween, objectBoxes, objectsOf, peakWithin } from './objects.ts';
import type { MapKind, ScoreMap } from './scoreMap.ts';

/** Rows of digits, tenths of a probability, make a square map of a pixel a cell. */
function map(rows: string[], kind: MapKind = 'probability'): ScoreMap {
  const side = rows.length;
  const values = Float32Array.from(rows.join(''), (digit) => Number(digit) / 10);
  return {
    kind,
    values,
    height: side,
    width: side,
    geometry: { inputSize: side, firstCentre: 0.5, stride: 1 },
  };
}

const boxes = (of: ScoreMap, choice: 'one' | 'several' | 'guess') =>
  objectsOf(of, 0.3, choice).map(({ box: { x, y, w, h } }) => [x, y, w, h].join(' '));

describe('the components that are objects', () => {
  /** Of 8, 4, 2 and 1 cells; peaks .9, .9, .5 and .9. */
  const four = map([
    '9999000000',
    '9999000000',
    '0000000000',
    '9900550000',
    '9900000000',
    '0000000000',
    '9000000000',
    '0000000000',
    '0000000000',
    '0000000000',
  ]);

  it('one: the largest alone', () => {
    expect(boxes(four, 'one')).toEqual(['0 0 4 2']);
  });

  it('several: those of a quarter of its cells and half of its peak, the larger first', () => {
    expect(boxes(four, 'several')).toEqual(['0 0 4 2', '0 3 2 2', '4 3 2 1']);
  });

  it('guess: those of half its cells and three quarters of its peak', () => {
    expect(boxes(four, 'guess')).toEqual(['0 0 4 2', '0 3 2 2']);
  });

  it('what is less than half as sure is no object, however large', () => {
    const faint = map(['9900', '0000', '4400', '0000']);
    expect(boxes(faint, 'several')).toEqual(['0 0 2 1']);
    expect(boxes(map(['9900', '0000', '5500', '0000']), 'several')).toEqual(['0 0 2 1', '0 2 2 1']);
  });

  it('a component in the arms of another is no object of its own', () => {
    expect(boxes(map(['9999', '9000', '9099', '9000']), 'several')).toEqual(['0 0 4 4']);
  });

  it('guess wants a gap: a twentieth of the side, here one of twenty pixels', () => {
    const row = (left: number, gap: number) =>
      '9'.repeat(left) + '0'.repeat(gap) + '9'.repeat(20 - left - gap);
    const empty = '0'.repeat(20);
    const apart = map([row(10, 1), ...Array.from({ length: 19 }, () => empty)]);
    expect(boxes(apart, 'guess')).toEqual(['0 0 10 1', '11 0 9 1']);
    // Side by side across a corner, the boxes touch: several, but not well apart.
    const corner = map([
      '99' + '0'.repeat(18),
      '0099' + '0'.repeat(16),
      ...Array.from({ length: 18 }, () => empty),
    ]);
    expect(boxes(corner, 'several')).toEqual(['0 0 2 1', '2 1 2 1']);
    expect(boxes(corner, 'guess')).toEqual(['0 0 2 1']);
  });

  it('of activations, peaks are counted from the least value', () => {
    // The mean of 8 and 5 over a field of 4: bar above 4. From there the second rises by 1 of 4, not by 5 of 8.
    const rows = ['84444', '84444', '44444', '44444', '55444'];
    expect(boxes(map(rows, 'activation'), 'several')).toHaveLength(1);
    expect(
      boxes(
        map(
          rows.map((row) => row.replaceAll('5', '6')),
          'activation',
        ),
        'several',
      ),
    ).toHaveLength(2);
  });
});

it('boxes come in pixels of the image; a map without foreground gives the whole image', () => {
  const size = { width: 80, height: 40 };
  const two = map(['9000', '0000', '0000', '0099']);
  const expected: Box[] = [
    { x: 40, y: 30, w: 40, h: 10 },
    { x: 0, y: 0, w: 20, h: 10 },
  ];
  const boxesOf = (of: ScoreMap) => objectBoxes(of, 0.3, 'several', size).map(({ box }) => box);
  expect(boxesOf(two)).toEqual(expected);
  expect(boxesOf(map(['00', '00']))).toEqual([{ x: 0, y: 0, w: 80, h: 40 }]);
});

it('the peak in a box is that of the cells whose centres lie in it', () => {
  const coarse: ScoreMap = {
    ...map(['12', '34']),
    geometry: { inputSize: 8, firstCentre: 2, stride: 4 },
  };
  // Centres at 2 and 6.
  expect(peakWithin(coarse, { x: 0, y: 0, w: 8, h: 8 })).toBeCloseTo(0.4);
  expect(peakWithin(coarse, { x: 0, y: 0, w: 5, h: 8 })).toBeCloseTo(0.3);
  expect(peakWithin(coarse, { x: 3, y: 3, w: 2, h: 2 })).toBe(-Infinity);
});

it('the gap of two boxes is along the axis that parts them more', () => {
  const box = { x: 0, y: 0, w: 2, h: 2 };
  expect(gapBetween(box, { x: 5, y: 3, w: 1, h: 1 })).toBe(3);
  expect(gapBetween(box, { x: 2, y: 0, w: 1, h: 1 })).toBe(0);
  expect(gapBetween(box, { x: 1, y: 1, w: 4, h: 4 })).toBe(-1);
});

describe('the choices of a project', () => {
  const state = { choice: 'one', byClass: { 2: 'several' } } as const;

  it('a class has its own choice or that of the others', () => {
    expect([1, 2].map((classId) => choiceOf(state, classId))).toEqual(['one', 'several']);
  });

  it('classes have one in common only where none differs; one of a class that is no more does not count', () => {
    expect(commonChoice(state, [1, 2])).toBeNull();
    expect(commonChoice(state, [1, 3])).toBe('one');
    expect(commonChoice(state, [2])).toBe('several');
    expect(commonChoice(state, [])).toBe('one');
  });
});
