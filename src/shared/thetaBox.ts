/**
 * The bounding box of a score map by CI-CAM's rule: everything at or below theta * max(H) is set to zero, what is
 * above the mean of the map that is left is foreground, and of its 4-connected components the one with the largest
 * bounding-box area gives the box. So theta = 0, the paper's setting, means "threshold at the mean".
 *
 * Pure arithmetic on a stored map: library, engine and window derive the same box from it, without the model.
 */
import { connectedComponents } from './components.ts';
import type { Box } from './geometry.ts';
import type { ScoreMap } from './scoreMap.ts';
import { upsample } from './upsample.ts';

/** 1 where a value stays after thresholding at theta * max and is above the mean of what stays, else 0. */
function foreground(values: Float32Array, theta: number): Uint8Array {
  let max = 0;
  for (const value of values) if (value > max) max = value;
  const least = theta * max;
  let sum = 0;
  for (const value of values) if (value > least) sum += value;
  const bar = Math.max(least, sum / values.length);
  // A plain loop: the same by Uint8Array.from and a callback takes ten times as long.
  const mask = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += 1) if (values[i]! > bar) mask[i] = 1;
  return mask;
}

/** Box by the rule above, in cells of `values` (row-major [height, width], all >= 0); null for a flat map. */
export function thetaBoxOfGrid(
  values: Float32Array,
  height: number,
  width: number,
  theta: number,
): Box | null {
  const mask = foreground(values, theta);
  let best: Box | null = null;
  for (const { box } of connectedComponents(mask, height, width)) {
    if (!best || box.w * box.h > best.w * best.h) best = box;
  }
  return best;
}

/**
 * The box of a score map in pixels of the image it belongs to. The map is shifted to a minimum of zero, upsampled to
 * the network's input, and the box found there is scaled back (the input is the whole image, squeezed to a square).
 *
 * @param theta in [0, 1).
 * @param image width and height of the upright image in pixels.
 * @returns the whole image for a flat map, which says nothing of where the object is.
 */
export function thetaBox(map: ScoreMap, theta: number, image: { width: number; height: number }): Box {
  const least = map.values.reduce((min, value) => Math.min(min, value), Infinity);
  const shifted = { ...map, values: map.values.map((value) => value - least) };
  const side = map.geometry.inputSize;
  const box = thetaBoxOfGrid(upsample(shifted), side, side, theta);
  if (!box) return { x: 0, y: 0, w: image.width, h: image.height };
  const [horizontal, vertical] = [image.width / side, image.height / side];
  return { x: box.x * horizontal, y: box.y * vertical, w: box.w * horizontal, h: box.h * vertical };
}
