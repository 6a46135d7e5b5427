/**
 * Bilinear upsampling of a score map onto the network's input, by where its cells really lie (see MapGeometry).
 * With firstCentre = stride / 2 this is the usual half-pixel rule (the map is a stretched copy of the input).
 */
import type { ScoreMap } from './scoreMap.ts';

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

/**
 * @returns row-major [inputSize, inputSize], one value for each pixel of the network's input.
 */
export function upsample({ height, width, values, geometry }: ScoreMap): Float32Array {
  const { inputSize, firstCentre, stride } = geometry;
  const columns = taps(inputSize, width, firstCentre, stride);
  const rows = taps(inputSize, height, firstCentre, stride);
  const wide = new Float32Array(height * inputSize);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < inputSize; x += 1) {
      const a = values[y * width + (columns.lower[x] ?? 0)] ?? 0;
      const b = values[y * width + (columns.upper[x] ?? 0)] ?? 0;
      wide[y * inputSize + x] = a + (b - a) * (columns.share[x] ?? 0);
    }
  }
  const out = new Float32Array(inputSize * inputSize);
  for (let y = 0; y < inputSize; y += 1) {
    const upper = (rows.upper[y] ?? 0) * inputSize;
    const lower = (rows.lower[y] ?? 0) * inputSize;
    const share = rows.share[y] ?? 0;
    for (let x = 0; x < inputSize; x += 1) {
      const a = wide[lower + x] ?? 0;
      out[y * inputSize + x] = a + ((wide[upper + x] ?? 0) - a) * share;
    }
  }
  return out;
}
