/**
 * How many objects a map shows. Its foreground falls into components; the largest is an object, and whether a further
 * one is an object of its own, a part of the first or an echo in the background is a person's choice, class by class:
 *
 * - `one`: the largest component alone, which is right where every image holds one object;
 * - `several`: every component that is not small or faint beside the largest, and every part of one that hangs on the rest
 *   by a narrow waist alone (waist.ts);
 * - `guess`: components with stricter numbers and a gap in between, so that most images keep one box.
 */
import type { ObjectsState } from './appDomain.ts';
import { overlapOfSmaller, type Box } from './geometry.ts';
import type { Component } from './levelSet.ts';
import type { MapGrid, ScoreMap } from './scoreMap.ts';
import { foregroundComponents, mainOf, onImage } from './thetaBox.ts';
import { boxAround, cellsFrom, PART_FROM, partsOf, type Cells } from './waist.ts';

export const objectChoices = ['one', 'several', 'guess'] as const;
export type ObjectChoice = (typeof objectChoices)[number];

/** The choice for a class. */
export function choiceOf({ choice, byClass }: ObjectsState, classId: number): ObjectChoice {
  return byClass[classId] ?? choice;
}

/** The choice for all of some classes; null where they differ. */
export function commonChoice(state: ObjectsState, classIds: readonly number[]): ObjectChoice | null {
  const [first = state.choice, ...others] = new Set(classIds.map((id) => choiceOf(state, id)));
  return others.length === 0 ? first : null;
}

/** What a component must have to be an object beside the largest one. */
interface ObjectRule {
  /** Least share of the largest one's pixels. */
  size: number;
  /** Least share of the largest one's peak. */
  peak: number;
  /**
   * Least distance to every other object's box, as a share of the input's side; null: boxes may overlap, as those of
   * neighbours do, but none may lie in another for the most part.
   */
  gap: number | null;
  /** Whether a component of a probability map is cut at its narrow waists. */
  cuts: boolean;
}

/**
 * Chosen by what they mean, not by how they score on any data.
 *
 * several: an animal twice as far away is half as long and covers a quarter of the pixels; what is less than half as sure
 * as the largest one's surest cell is more likely no object.
 *
 * guess: objects of like size, within a factor of two, and nearly as sure. The gap is a cell of the coarsest map, 16 of 299
 * pixels: across less than that a map cannot tell two objects from a dent in one.
 */
export const objectRules: Readonly<Record<Exclude<ObjectChoice, 'one'>, ObjectRule>> = {
  several: { size: 1 / 4, peak: 1 / 2, gap: null, cuts: true },
  guess: { size: 1 / 2, peak: 3 / 4, gap: 0.05, cuts: false },
};

/** The largest value of a cell whose centre lies in a box of the network's input; -Infinity where there is none. */
export function peakWithin({ values, height, width, geometry }: MapGrid, box: Box): number {
  const { firstCentre, stride } = geometry;
  const first = (from: number) => Math.max(0, Math.ceil((from - firstCentre) / stride));
  const end = (to: number, cells: number) => Math.min(cells, Math.floor((to - firstCentre) / stride) + 1);
  const [left, right] = [first(box.x), end(box.x + box.w, width)];
  const [top, bottom] = [first(box.y), end(box.y + box.h, height)];
  let peak = -Infinity;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      peak = Math.max(peak, values[row * width + column] ?? -Infinity);
    }
  }
  return peak;
}

/** How far apart two boxes are, along the axis that parts them more; negative where they overlap, 0 where they touch. */
export function gapBetween(a: Box, b: Box): number {
  const across = Math.max(a.x, b.x) - Math.min(a.x + a.w, b.x + b.w);
  const down = Math.max(a.y, b.y) - Math.min(a.y + a.h, b.y + b.h);
  return Math.max(across, down);
}

/**
 * The components of a map at theta that are objects of their own, or parts of one, the largest first: the one that
 * `thetaBox` boxes unless that was cut. Empty for a map without foreground.
 */
export function objectsOf(map: ScoreMap, theta: number, choice: ObjectChoice): readonly Component[] {
  const components = foregroundComponents(map, theta);
  const main = mainOf(components, map.kind);
  if (!main) return [];
  if (choice === 'one') return [main];
  const rule = objectRules[choice];
  const others = components.filter((one) => one !== main && one.size >= rule.size * main.size);
  const whole = [main, ...others.sort((a, b) => b.size - a.size)];
  if (!rule.cuts || map.kind !== 'probability') return chosen(map, whole, rule);
  const parts = whole.flatMap((one) => cut(map, theta, one, rule));
  const isCut = parts[0] !== main;
  return chosen(map, isCut ? parts.sort((a, b) => b.size - a.size) : parts, rule);
}

/** Of candidates, the first and those that are objects beside it. */
function chosen(
  map: ScoreMap,
  [first, ...candidates]: readonly Component[],
  { size, peak, gap }: ObjectRule,
): Component[] {
  if (!first) return [];
  // Activations have no zero of their own: what counts is how far they rise above the least.
  const least = map.kind === 'activation' ? map.values.reduce((a, b) => Math.min(a, b), Infinity) : 0;
  const rise = (component: Component) => peakWithin(map, component.box) - least;
  const bar = peak * rise(first);
  const isBeside = (a: Box, b: Box) =>
    gap === null ? overlapOfSmaller(a, b) < PART_FROM : gapBetween(a, b) >= gap * map.geometry.inputSize;
  const objects = [first];
  for (const one of candidates) {
    const isOwn = objects.every((other) => isBeside(one.box, other.box));
    if (isOwn && one.size >= size * first.size && rise(one) >= bar) objects.push(one);
  }
  return objects;
}

/** A component in parts at its narrow waists; itself where it has none. */
function cut(map: ScoreMap, theta: number, component: Component, { size }: ObjectRule): Component[] {
  const parts = partsOf(map, cellsOf(map, theta, component.box), theta, size);
  if (parts.length < 2) return [component];
  const all = parts.reduce((sum, { length }) => sum + length, 0);
  return parts.map((cells) => ({
    box: fitted(boxAround(cells, map), component.box, map.geometry.stride),
    size: (component.size * cells.length) / all,
  }));
}

/** The cells above theta that hang together with the surest one in a box. */
function cellsOf(map: MapGrid, theta: number, box: Box): Cells {
  const peak = peakWithin(map, box);
  const { width, geometry, values } = map;
  const centre = (cell: number) => geometry.firstCentre + geometry.stride * cell;
  const surest = values.findIndex(
    (value, at) => value === peak && isWithin(box, centre(at % width), centre(Math.floor(at / width))),
  );
  return cellsFrom(map, surest, theta);
}

function isWithin({ x, y, w, h }: Box, px: number, py: number): boolean {
  return px >= x && px <= x + w && py >= y && py <= y + h;
}

/** A part's box, known to a cell: sides that are the component's take its place, which is known to a pixel. */
function fitted(box: Box, whole: Box, stride: number): Box {
  const side = (value: number, known: number) => (Math.abs(value - known) < stride ? known : value);
  const x = side(Math.max(box.x, whole.x), whole.x);
  const y = side(Math.max(box.y, whole.y), whole.y);
  const right = side(Math.min(box.x + box.w, whole.x + whole.w), whole.x + whole.w);
  const bottom = side(Math.min(box.y + box.h, whole.y + whole.h), whole.y + whole.h);
  return { x, y, w: right - x, h: bottom - y };
}

/** A box of a map in pixels of the image. */
export interface ObjectBox {
  box: Box;
  /** Whether it is the one of `thetaBox`. */
  isMain: boolean;
}

/**
 * The boxes of a map's objects in pixels of the image, the largest object's first.
 *
 * @param theta in [0, 1).
 * @param image width and height of the upright image in pixels.
 * @returns at least one: the whole image where there is no foreground.
 */
export function objectBoxes(
  map: ScoreMap,
  theta: number,
  choice: ObjectChoice,
  image: { width: number; height: number },
): ObjectBox[] {
  const objects = objectsOf(map, theta, choice);
  if (objects.length === 0) return [{ box: { x: 0, y: 0, w: image.width, h: image.height }, isMain: true }];
  const main = mainOf(foregroundComponents(map, theta), map.kind);
  return objects.map((one) => ({
    box: onImage(one.box, map.geometry.inputSize, image),
    isMain: one === main,
  }));
}
