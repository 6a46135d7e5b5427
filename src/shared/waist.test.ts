import { describe, expect, it } from 'vitest';
import { objectBoxes } from './objects.ts';
import type { MapKind, ScoreMap } from './scoreMap.ts';
import { boxAround, cellsFrom, partsOf } from './waist.ts';

/** Rows of digits, tenths of a probability, make a map of a pixel a cell on a square input. */
function map(rows: string[], kind: MapKind = 'probability'): ScoreMap {
  const width = rows[0]?.length ?? 0;
  const values = Float32Array.from(rows.join(''), (digit) => Number(digit) / 10);
  const geometry = { inputSize: width, firstCentre: 0.5, stride: 1 };
  return { kind, values, height: rows.length, width, geometry };
}

/** The sizes of the parts of the component that the first cell belongs to, at a threshold of 0.3. */
function sizes(rows: string[]): number[] {
  const of = map(rows);
  return partsOf(of, cellsFrom(of, 0, 0.3), 0.3, 1 / 4).map(({ length }) => length);
}

/** Seven sure cells left and right, and a bridge of three cells of 0.4. */
const twins = ['990000099', '999444999', '990000099'];

describe('a component at its waist', () => {
  it('falls in two, and each cell of the bridge goes to the nearer part, the middle one to the first', () => {
    expect(sizes(twins)).toEqual([9, 8]);
  });

  it('stays whole where there is no dip', () => {
    expect(sizes(['990000099', '999999999', '990000099'])).toEqual([17]);
  });

  it('stays whole where what hangs on it is small: one cell of eight', () => {
    expect(sizes(['99000000', '99944490', '99000000'])).toEqual([11]);
  });

  it('stays whole where cutting it would take more than half: 12 of 30 cells are left', () => {
    expect(sizes(['9944444499', '9944444499', '9944444499'])).toEqual([30]);
  });

  it('stays whole where one part lies in the arms of the other', () => {
    expect(sizes(['9999999', '9000009', '9449990', '9009990', '9000000'])).toEqual([20]);
  });

  it('falls in three at two waists, one fainter than the other', () => {
    expect(sizes(['99009900990', '99449966990', '99009900990'])).toHaveLength(3);
  });
});

it('cells make a box of a stride around each', () => {
  const geometry = { inputSize: 40, firstCentre: 6, stride: 4 };
  const grid = { ...map(['00000', '00000', '00000']), geometry };
  // Columns 1 to 3 have centres at 10 to 18, rows 1 and 2 at 10 and 14.
  expect(boxAround([6, 13], grid)).toEqual({ x: 8, y: 8, w: 12, h: 8 });
});

describe('objects that touch', () => {
  const square = [...twins, ...Array.from({ length: 6 }, () => '000000000')];
  const size = { width: 9, height: 9 };
  const boxes = (kind: MapKind, choice: 'one' | 'several' | 'guess') =>
    objectBoxes(map(square, kind), 0.3, choice, size).map(
      ({ box: { x, y, w, h }, isMain }) => `${[x, y, w, h].join(' ')}${isMain ? ' main' : ''}`,
    );

  it('are several in a probability map, where none is the largest component’s box', () => {
    expect(boxes('probability', 'several')).toEqual(['0 0 5 3', '5 0 4 3']);
    expect(boxes('probability', 'one')).toEqual(['0 0 9 3 main']);
    expect(boxes('probability', 'guess')).toEqual(['0 0 9 3 main']);
  });

  it('are one in an activation map', () => {
    expect(boxes('activation', 'several')).toEqual(['0 0 9 3 main']);
  });
});
