/**
 * What the head is trained towards: a mask on the grid of the head's output, and how much the image counts.
 *
 * Cell i of a map lies on the input between firstCentre + stride * (i - 1/2) and firstCentre + stride * (i + 1/2), in
 * pixels of which number k covers [k, k + 1); the target is the mask's mean over that square, by area where it cuts a
 * pixel. (For Conv2d_4a that is [7.5, 11.5) for cell 0: half of pixel 7, pixels 8 to 10, half of 11.) Upsampling the target by
 * the same geometry so puts edges back where they were. A mask of another size than the input is a squeezed copy of it.
 */
import type { MapGeometry } from '../../../shared/scoreMap.ts';
import { maskIou } from './maskMeasures.ts';

/** A square map: so many cells a side, lying so on the input. */
export interface TargetGrid {
  cells: number;
  geometry: MapGeometry;
}

/**
 * @param masks at least one, of 0 and 1, square, of any sizes.
 * @returns row-major [cells, cells]: the mean over all masks, 255 where each of them is set all over the cell.
 */
export function targetOf(masks: readonly Uint8Array[], grid: TargetGrid): Uint8Array {
  const total = new Float64Array(grid.cells ** 2);
  for (const mask of masks) {
    const means = cellMeans(mask, grid);
    for (let cell = 0; cell < total.length; cell += 1) total[cell]! += means[cell]!;
  }
  const target = new Uint8Array(total.length);
  for (let cell = 0; cell < target.length; cell += 1)
    target[cell] = Math.round((255 * total[cell]!) / masks.length);
  return target;
}

/** [cells, cells], in [0, 1] */
function cellMeans(mask: Uint8Array, grid: TargetGrid): Float64Array {
  const side = Math.sqrt(mask.length);
  const bounds = cellBounds(side, grid);
  return meansAlong(meansAlong(mask, side, bounds), side, bounds);
}

/** Where each cell begins and ends, in pixels of a square of `side`; pairs. */
function cellBounds(side: number, { cells, geometry }: TargetGrid): Float64Array {
  const { inputSize, firstCentre, stride } = geometry;
  const bounds = new Float64Array(2 * cells);
  for (let i = 0; i < bounds.length; i += 1) {
    const edge = firstCentre + stride * ((i >> 1) + (i & 1) - 0.5);
    bounds[i] = Math.min(Math.max((edge * side) / inputSize, 0), side);
  }
  return bounds;
}

/**
 * The mean of every row between the bounds, and the axes swapped, so that doing it twice averages both ways.
 *
 * @param values row-major [rows, length]
 * @returns row-major [cells, rows]
 */
function meansAlong(values: ArrayLike<number>, length: number, bounds: Float64Array): Float64Array {
  const rows = values.length / length;
  const means = new Float64Array((rows * bounds.length) / 2);
  // sums[k] is the sum of the first k values of a row; between them it grows evenly.
  const sums = new Float64Array(length + 2);
  const sumTo = (position: number) => {
    const whole = Math.floor(position);
    return sums[whole]! + (sums[whole + 1]! - sums[whole]!) * (position - whole);
  };
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < length; i += 1) sums[i + 1] = sums[i]! + values[row * length + i]!;
    for (let cell = 0; 2 * cell < bounds.length; cell += 1) {
      const [from, to] = [bounds[2 * cell]!, bounds[2 * cell + 1]!];
      means[cell * rows + row] = (sumTo(to) - sumTo(from)) / (to - from);
    }
  }
  return means;
}

/** How the weight of an image follows from how far its mask agrees with another. */
export interface WeightRule {
  from: number;
  span: number;
  least: number;
}

/**
 * How much an image counts: little where two masks of it disagree.
 *
 *   weight = clip((IoU - from) / span, least, 1)
 *
 * @param other of the mask's size: a mask drawn otherwise, or the region that the mask was drawn from.
 */
export function agreementWeight(
  mask: Uint8Array,
  other: Uint8Array,
  { from, span, least }: WeightRule,
): number {
  return Math.min(Math.max((maskIou(mask, other) - from) / span, least), 1);
}
