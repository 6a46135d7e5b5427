/**
 * The bounding box of a score map by CI-CAM's rule: everything at or below theta * max(H) is set to zero, what is
 * above the mean of the map that is left is foreground, and of its 4-connected components the one with the largest
 * bounding-box area gives the box. So theta = 0, the paper's setting, means "threshold at the mean".
 *
 * Pure arithmetic on a stored map: library, engine and window derive the same box from it, without the model.
 */
import type { Box } from './geometry.ts';
import { componentsAbove, largestPixel, sumAbove, type Component } from './levelSet.ts';
import type { ScoreMap } from './scoreMap.ts';

/** The map less its least value, so that it starts at zero. */
export function shiftedToZero(map: ScoreMap): ScoreMap {
  let least = Infinity;
  for (const value of map.values) if (value < least) least = value;
  return least === 0 ? map : { ...map, values: map.values.map((value) => value - least) };
}

/** The value above which a map that starts at zero is foreground, by the rule above. */
export function barOf(map: ScoreMap, theta: number): number {
  const least = theta * largestPixel(map);
  return Math.max(least, sumAbove(map, least) / map.geometry.inputSize ** 2);
}

/** A box and what speaks against it are asked for one after the other, and both begin with the same components. */
let latest: { map: ScoreMap; theta: number; components: readonly Component[] } | undefined;

/** The foreground's 4-connected components, in pixels of the network's input; none for a flat map. */
export function foregroundComponents(map: ScoreMap, theta: number): readonly Component[] {
  if (latest?.map !== map || latest.theta !== theta) {
    const shifted = shiftedToZero(map);
    latest = { map, theta, components: componentsAbove(shifted, barOf(shifted, theta)) };
  }
  return latest.components;
}

/** Of components, the one with the largest bounding box; the first of equals. */
export function largestOf(components: readonly Component[]): Component | undefined {
  let best: Component | undefined;
  for (const one of components) {
    if (!best || one.box.w * one.box.h > best.box.w * best.box.h) best = one;
  }
  return best;
}

/** A box on the network's square input (the whole image, squeezed) in pixels of the image. */
export function onImage(box: Box, inputSize: number, image: { width: number; height: number }): Box {
  const [horizontal, vertical] = [image.width / inputSize, image.height / inputSize];
  return { x: box.x * horizontal, y: box.y * vertical, w: box.w * horizontal, h: box.h * vertical };
}

/**
 * The box of a score map in pixels of the image it belongs to. The map is shifted to a minimum of zero, upsampled to
 * the network's input, and the box found there is scaled back.
 *
 * @param theta in [0, 1).
 * @param image width and height of the upright image in pixels.
 * @returns the whole image for a flat map, which says nothing of where the object is.
 */
export function thetaBox(map: ScoreMap, theta: number, image: { width: number; height: number }): Box {
  const best = largestOf(foregroundComponents(map, theta));
  if (!best) return { x: 0, y: 0, w: image.width, h: image.height };
  return onImage(best.box, map.geometry.inputSize, image);
}
