import { describe, expect, test } from 'vitest';
import { GridLayout, columnsFor, rowsInSlots } from './gridLayout.ts';

/**
 * Two sections with headings of 30 px, three columns, rows of 100 px:
 * row 0 heading (0), row 1 cells 0-2 (30), row 2 cells 3-4 (130), row 3 heading (230), row 4 cells 5-6 (260); 360 in all.
 */
const layout = new GridLayout(
  [
    { count: 5, hasHeading: true },
    { count: 2, hasHeading: true },
  ],
  { columns: 3, rowHeight: 100, headingHeight: 30 },
);

test('cells fill the width: as many as fit at their least, then all a little wider', () => {
  expect(columnsFor(650, 120, 6)).toEqual({ columns: 5, cellWidth: 125 });
  expect(columnsFor(624, 120, 6)).toEqual({ columns: 5, cellWidth: 120 });
  expect(columnsFor(623, 120, 6)).toEqual({ columns: 4, cellWidth: 151 });
  expect(columnsFor(50, 120, 6)).toEqual({ columns: 1, cellWidth: 50 });
});

test('sections lie below each other, each with its heading', () => {
  expect([layout.rowCount, layout.count, layout.height]).toEqual([5, 7, 360]);
  expect([0, 1, 2, 3, 4].map((row) => layout.topOf(row))).toEqual([0, 30, 130, 230, 260]);
  expect(layout.row(0)).toEqual({ kind: 'heading', section: 0 });
  expect(layout.row(2)).toEqual({ kind: 'cells', section: 0, start: 3, count: 2 });
  expect(layout.row(4)).toEqual({ kind: 'cells', section: 1, start: 5, count: 2 });
});

test('heights lead to rows, those outside to the first and last', () => {
  const heights = [-5, 0, 29, 30, 129, 130, 229, 230, 259, 260, 359, 999];
  expect(heights.map((y) => layout.rowAt(y))).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 4]);
});

test('cells lead to rows and rows to cells', () => {
  expect([0, 2, 3, 4, 5, 6].map((cell) => layout.rowOfCell(cell))).toEqual([1, 1, 2, 2, 4, 4]);
  expect([0, 1, 2, 3, 4].map((row) => layout.firstCellFrom(row))).toEqual([0, 0, 3, 5, 5]);
});

describe('keys', () => {
  test('left and right go through all cells and stop at the ends', () => {
    expect(layout.move(4, 'ArrowRight', 1)).toBe(5);
    expect(layout.move(5, 'ArrowLeft', 1)).toBe(4);
    expect([layout.move(0, 'ArrowLeft', 1), layout.move(6, 'ArrowRight', 1)]).toEqual([0, 6]);
    expect([layout.move(3, 'Home', 1), layout.move(3, 'End', 1)]).toEqual([0, 6]);
  });

  test('up and down keep the column over headings, or take the last cell of a shorter row', () => {
    expect([layout.move(1, 'ArrowDown', 1), layout.move(4, 'ArrowDown', 1)]).toEqual([4, 6]);
    expect(layout.move(2, 'ArrowDown', 1)).toBe(4);
    expect([layout.move(5, 'ArrowUp', 1), layout.move(0, 'ArrowUp', 1)]).toEqual([3, 0]);
    expect(layout.move(6, 'ArrowDown', 1)).toBe(6);
  });

  test('pages move by rows and stop at the ends', () => {
    expect([layout.move(0, 'PageDown', 2), layout.move(0, 'PageDown', 9)]).toEqual([5, 5]);
    expect([layout.move(6, 'PageUp', 2), layout.move(6, 'PageUp', 9)]).toEqual([1, 1]);
  });
});

test('a hundred thousand cells without headings', () => {
  const big = new GridLayout([{ count: 100_000, hasHeading: false }], {
    ...{ columns: 5, rowHeight: 190, headingHeight: 0 },
  });
  expect([big.rowCount, big.height]).toEqual([20_000, 3_800_000]);
  expect([big.rowAt(1_900_000), big.topOf(10_000), big.firstCellFrom(10_000)]).toEqual([
    10_000, 1_900_000, 50_000,
  ]);
  expect(big.mostRowsIn(900)).toBe(6);
});

test('no section has no rows', () => {
  const none = new GridLayout([], { columns: 3, rowHeight: 100, headingHeight: 30 });
  expect([none.rowCount, none.count, none.height, none.rowAt(50)]).toEqual([0, 0, 0, 0]);
});

test('no window shows more rows than it has slots, wherever it stands', () => {
  for (const height of [50, 131, 200, 360]) {
    for (let top = 0; top + height <= 360; top += 1) {
      const rows = layout.rowAt(top + height) - layout.rowAt(top) + 1;
      expect(rows).toBeLessThanOrEqual(layout.mostRowsIn(height));
    }
  }
});

test('a row keeps its slot while others come and go', () => {
  expect(rowsInSlots(4, 6, 4)).toEqual([4, 5, 6, -1]);
  expect(rowsInSlots(5, 8, 4)).toEqual([8, 5, 6, 7]);
});
