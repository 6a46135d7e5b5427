/**
 * The bounding box of a score map at a threshold, theta. What the threshold is depends on the kind of the map:
 *
 * - `activation`, by CI-CAM's rule: everything at or below theta * max(H) is set to zero, what is above the mean of the
 *   map that is left is foreground, and of its 4-connected components the one with the largest bounding-box area gives
 *   the box. So theta = 0, the paper's setting, means "threshold at the mean".
 * - `probability`: what is more probable than theta is foreground, and of its 4-connected components the one with most
 *   pixels gives the box. There is an object, says the label: where nothing is as probable as theta, the foreground is
 *   what is more than half as probable as the likeliest pixel.
 *
 * Pure arithmetic on a stored map: library, engine and window derive the same box from it, without the model.
 */
import type { Box } from './geometry.ts';
import { componentsAbove, largestPixel, sumAbove, type Component } from './levelSet.ts';
import type { MapGrid, MapKind, ScoreMap } from './scoreMap.ts';

/** A map and the value above which it is foreground. */
export interface LevelledMap {
  map: MapGrid;
  bar: number;
}

/** The map less its least value, so that it starts at zero. */
function shiftedToZero(map: MapGrid): MapGrid {
  let least = Infinity;
  for (const value of map.values) if (value < least) least = value;
  return least === 0 ? map : { ...map, values: map.values.map((value) => value - least) };
}

/** The value above which a map that starts at zero is foreground, by CI-CAM's rule. */
function activationBar(map: MapGrid, theta: number): number {
  const least = theta * largestPixel(map);
  return Math.max(least, sumAbove(map, least) / map.geometry.inputSize ** 2);
}

function probabilityBar(map: MapGrid, theta: number): number {
  const most = largestPixel(map);
  return most > theta ? theta : most / 2;
}

/** What decides the box of a map at theta, in [0, 1). */
export function levelAt(map: ScoreMap, theta: number): LevelledMap {
  if (map.kind === 'probability') return { map, bar: probabilityBar(map, theta) };
  const shifted = shiftedToZero(map);
  return { map: shifted, bar: activationBar(shifted, theta) };
}

/** A box and what speaks against it are asked for one after the other, and both begin with the same components. */
let latest: { map: ScoreMap; theta: number; components: readonly Component[] } | undefined;

/** The foreground's 4-connected components, in pixels of the network's input; none for a flat map. */
export function foregroundComponents(map: ScoreMap, theta: number): readonly Component[] {
  if (latest?.map !== map || latest.theta !== theta) {
    const { map: levelled, bar } = levelAt(map, theta);
    latest = { map, theta, components: componentsAbove(levelled, bar) };
  }
  return latest.components;
}

const sizeOf: Readonly<Record<MapKind, (component: Component) => number>> = {
  activation: ({ box }) => box.w * box.h,
  probability: ({ size }) => size,
};

/** Of the components of a kind of map, the one that gives the box; the first of equals. */
export function mainOf(components: readonly Component[], kind: MapKind): Component | undefined {
  const measure = sizeOf[kind];
  let best: Component | undefined;
  for (const one of components) if (!best || measure(one) > measure(best)) best = one;
  return best;
}

/** A box on the network's square input (the whole image, squeezed) in pixels of the image. */
export function onImage(box: Box, inputSize: number, image: { width: number; height: number }): Box {
  const [horizontal, vertical] = [image.width / inputSize, image.height / inputSize];
  return { x: box.x * horizontal, y: box.y * vertical, w: box.w * horizontal, h: box.h * vertical };
}

/**
 * The box of a score map in pixels of the image it belongs to: the map is upsampled to the network's input, and the box
 * found there is scaled back.
 *
 * @param theta in [0, 1).
 * @param image width and height of the upright image in pixels.
 * @returns the whole image for a flat map, which says nothing of where the object is.
 */
export function thetaBox(map: ScoreMap, theta: number, image: { width: number; height: number }): Box {
  const best = mainOf(foregroundComponents(map, theta), map.kind);
  if (!best) return { x: 0, y: 0, w: image.width, h: image.height };
  return onImage(best.box, map.geometry.inputSize, image);
}
