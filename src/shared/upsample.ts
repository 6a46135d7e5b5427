/**
 * Bilinear upsampling of a score map onto the network's input, by where its cells really lie (see MapGeometry).
 * With firstCentre = stride / 2 this is the usual half-pixel rule (the map is a stretched copy of the input).
 */
import type { MapGrid } from './scoreMap.ts';

interface Taps {
  /** For each output pixel, the lower of the two cells between whose centres it lies … */
  lower: Int32Array;
  /** … the upper one (the same cell beyond the outermost centres: the edge is replicated) … */
  upper: Int32Array;
  /** … and how far it is from the lower to the upper, in [0, 1]. */
  share: Float32Array;
}

function taps(pixels: number, cells: number, firstCentre: number, stride: number): Taps {
  const result = {
    lower: new Int32Array(pixels),
    upper: new Int32Array(pixels),
    share: new Float32Array(pixels),
  };
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const position = Math.min(Math.max((pixel + 0.5 - firstCentre) / stride, 0), cells - 1);
    const lower = Math.floor(position);
    result.lower[pixel] = lower;
    result.upper[pixel] = Math.min(lower + 1, cells - 1);
    result.share[pixel] = position - lower;
  }
  return result;
}

/** Between two values, `share` of the way. */
function between(lower: number, upper: number, share: number): number {
  return lower + (upper - lower) * share;
}

/** Every row of [height, width] stretched to the pixels of `taps`. */
function stretchRows(values: Float32Array, height: number, width: number, { lower, upper, share }: Taps) {
  const pixels = share.length;
  const out = new Float32Array(height * pixels);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < pixels; x += 1) {
      out[y * pixels + x] = between(values[row + lower[x]!]!, values[row + upper[x]!]!, share[x]!);
    }
  }
  return out;
}

/** Every column of [height, width] stretched to the pixels of `taps`. */
function stretchColumns(values: Float32Array, width: number, { lower, upper, share }: Taps) {
  const pixels = share.length;
  const out = new Float32Array(pixels * width);
  for (let y = 0; y < pixels; y += 1) {
    const [above, below] = [lower[y]! * width, upper[y]! * width];
    for (let x = 0; x < width; x += 1) {
      out[y * width + x] = between(values[above + x]!, values[below + x]!, share[y]!);
    }
  }
  return out;
}

/**
 * @returns row-major [inputSize, inputSize], one value for each pixel of the network's input.
 */
export function upsample({ height, width, values, geometry }: MapGrid): Float32Array {
  const { inputSize, firstCentre, stride } = geometry;
  const columns = taps(inputSize, width, firstCentre, stride);
  const rows = taps(inputSize, height, firstCentre, stride);
  return stretchColumns(stretchRows(values, height, width, columns), inputSize, rows);
}
