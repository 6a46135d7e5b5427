/** How much of each cell of the head's grid a box covers. */
import type { Box } from '../../../../shared/geometry.ts';
import type { TargetGrid } from '../target.ts';

/** Of a box on a square grid; a cell's share is that of its row times that of its column. */
export interface BoxCells {
  /** Share of each row, and of each column, within the box: [cells] in [0, 1] */
  rows: Float32Array;
  columns: Float32Array;
}

/** @param box in pixels of the image. */
export function boxCells(box: Box, image: { width: number; height: number }, grid: TargetGrid): BoxCells {
  return {
    rows: sharesWithin(box.y / image.height, (box.y + box.h) / image.height, grid),
    columns: sharesWithin(box.x / image.width, (box.x + box.w) / image.width, grid),
  };
}

/** @param from @param to as shares of the image's side. */
function sharesWithin(from: number, to: number, { cells, geometry }: TargetGrid): Float32Array {
  const { inputSize, firstCentre, stride } = geometry;
  return Float32Array.from({ length: cells }, (_, cell) => {
    const start = firstCentre + stride * (cell - 0.5);
    const within = Math.min(to * inputSize, start + stride) - Math.max(from * inputSize, start);
    return Math.min(Math.max(within / stride, 0), 1);
  });
}

/** The share of each cell that at least one of the boxes covers, taking the largest: row-major [cells, cells]. */
export function coverage(boxes: readonly BoxCells[], cells: number): Float32Array {
  const covered = new Float32Array(cells * cells);
  for (const { rows, columns } of boxes) {
    for (let cell = 0; cell < covered.length; cell += 1) {
      const share = rows[Math.floor(cell / cells)]! * columns[cell % cells]!;
      covered[cell] = Math.max(covered[cell]!, share);
    }
  }
  return covered;
}
