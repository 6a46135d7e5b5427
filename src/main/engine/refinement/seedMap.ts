/**
 * Where the folder's common object is, from the descriptor transform d at several scales:
 *
 *   u = mean over the scales of minmax(upsample(d))
 *
 * Each map is stretched to [0, 1] first, so that none outweighs another.
 */
import type { MapGrid } from '../../../shared/scoreMap.ts';
import { upsampleTo } from './upsampleTo.ts';

/** Stretched linearly so that the least value is 0 and the largest 1; zeros for a flat map. */
export function minmax(values: Float32Array): Float32Array {
  let [least, largest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const range = largest - least;
  return values.map((value) => (range === 0 ? 0 : (value - least) / range));
}

/**
 * @param maps of one image, at least one, of any sizes.
 * @param side of the square in pixels.
 * @returns u, row-major [side, side], in [0, 1].
 */
export function seedMap(maps: readonly MapGrid[], side: number): Float32Array {
  const mean = new Float32Array(side * side);
  for (const map of maps) {
    const stretched = minmax(upsampleTo(map, side));
    for (let i = 0; i < mean.length; i += 1) mean[i]! += stretched[i]! / maps.length;
  }
  return mean;
}
