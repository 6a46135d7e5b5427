/**
 * The region of a map u: all that is more than some of its standard deviations above its mean,
 *
 *   R = { u > mean(u) + deviations * sd(u) }.
 *
 * A share of the maximum, as CI-CAM's own rule takes it, hangs on a single peak: on a face it leaves the body out, and over
 * lively surroundings it takes them in. Mean and deviation hang on all pixels.
 */
import { maskAbove } from './maskMeasures.ts';

/**
 * @param map a map that has been upsampled, row-major, any range.
 * @returns mask of 0 and 1 of the same size; empty for a flat map.
 */
export function seedRegion(map: Float32Array, deviations: number): Uint8Array {
  let [sum, squares] = [0, 0];
  for (const value of map) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / map.length;
  const deviation = Math.sqrt(Math.max(squares / map.length - mean * mean, 0));
  return maskAbove(map, mean + deviations * deviation);
}
