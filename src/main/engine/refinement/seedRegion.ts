/**
 * The region of a map by CI-CAM's rule: with u' = u - min u, what is at or below theta * max u' is set to zero, and
 * what is above the mean of the map that is left belongs to the region.
 */
import { maskAbove } from './maskMeasures.ts';

/**
 * @param map a map that has been upsampled, row-major, any range.
 * @param theta in [0, 1).
 * @returns mask of 0 and 1 of the same size; empty for a flat map.
 */
export function seedRegion(map: Float32Array, theta: number): Uint8Array {
  let [least, largest] = [Infinity, -Infinity];
  for (const value of map) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const cut = theta * (largest - least);
  let sum = 0;
  for (const value of map) if (value - least > cut) sum += value - least;
  return maskAbove(map, least + Math.max(cut, sum / map.length));
}
