/**
 * Objects that touch make one component of a probability map, with a narrow waist where they touch. Raising the threshold
 * cuts the waist before it takes the parts away; then each part grows back over what the component was.
 *
 * Only for the probability of the object: the peaks of a class activation are what tells the class, such as a head and a
 * tail, and a dip between them parts nothing.
 */
import { overlapOfSmaller, type Box } from './geometry.ts';
import type { MapGrid } from './scoreMap.ts';

/** By how much the threshold rises at a time. */
const STEP = 0.05;
/** A waist is narrow where cutting it, by the threshold that does so, leaves at least this share of the component. */
const LEFT_FROM = 1 / 2;
/** What lies in the other for at least this share of the smaller one's box is a part of it, not an object beside it. */
export const PART_FROM = 1 / 2;

/** Cells of a map by index, row by row. */
export type Cells = readonly number[];

/** Calls back for each of the four neighbours of a cell. */
function eachNeighbour(at: number, { width, height }: MapGrid, take: (other: number) => void): void {
  const column = at % width;
  if (column > 0) take(at - 1);
  if (column < width - 1) take(at + 1);
  if (at >= width) take(at - width);
  if (at < width * (height - 1)) take(at + width);
}

/** Which cells of a map are still to be visited. */
class Open {
  readonly #marks: Uint8Array;

  constructor({ width, height }: MapGrid, cells: Cells) {
    this.#marks = new Uint8Array(width * height);
    for (const at of cells) this.#marks[at] = 1;
  }

  /** Whether the cell was open; it is no more. */
  close(at: number): boolean {
    if (this.#marks[at] === 0) return false;
    this.#marks[at] = 0;
    return true;
  }
}

function flooded(map: MapGrid, start: number, open: Open): number[] {
  const component = [start];
  const take = (next: number) => {
    if (open.close(next)) component.push(next);
  };
  // The list grows while it is gone through.
  for (let i = 0; i < component.length; i += 1) eachNeighbour(component[i]!, map, take);
  return component;
}

/** The 4-connected component of the cells above `bar` that a cell belongs to; empty when it is not above. */
export function cellsFrom(map: MapGrid, start: number, bar: number): Cells {
  const above: number[] = [];
  map.values.forEach((value, at) => {
    if (value > bar) above.push(at);
  });
  const open = new Open(map, above);
  return open.close(start) ? flooded(map, start, open) : [];
}

/** The 4-connected components of some cells. */
function connected(map: MapGrid, cells: Cells): number[][] {
  const open = new Open(map, cells);
  return cells.flatMap((start) => (open.close(start) ? [flooded(map, start, open)] : []));
}

/** Grows parts over all cells of the component, step by step and all at once, so that each cell goes to the nearest. */
function grown(map: MapGrid, cells: Cells, seeds: readonly Cells[]): number[][] {
  const open = new Open(map, cells);
  for (const seed of seeds) for (const at of seed) open.close(at);
  const parts = seeds.map((seed) => [...seed]);
  let edges = seeds;
  while (edges.some((edge) => edge.length > 0)) {
    edges = edges.map((edge, part) => {
      const next: number[] = [];
      const take = (other: number) => {
        if (open.close(other)) next.push(other);
      };
      for (const at of edge) eachNeighbour(at, map, take);
      parts[part]?.push(...next);
      return next;
    });
  }
  return parts;
}

/** Around the cells, each a square of one stride, in pixels of the network's input. */
export function boxAround(cells: Cells, { width, geometry }: MapGrid): Box {
  const { firstCentre, stride } = geometry;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const at of cells) {
    const [column, row] = [at % width, Math.floor(at / width)];
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  const start = (cell: number) => firstCentre + stride * (cell - 0.5);
  return { x: start(left), y: start(top), w: stride * (right - left + 1), h: stride * (bottom - top + 1) };
}

function areBeside(map: MapGrid, parts: readonly Cells[]): boolean {
  const boxes = parts.map((part) => boxAround(part, map));
  return boxes.every((box, i) =>
    boxes.slice(i + 1).every((other) => overlapOfSmaller(box, other) < PART_FROM),
  );
}

/**
 * The parts of a component at its narrow waists; the component itself where it has none.
 * @param cells the cells of the component, all above `bar`.
 * @param size least share of the largest part's cells that a part must have.
 */
export function partsOf(map: MapGrid, cells: Cells, bar: number, size: number): Cells[] {
  for (let level = bar + STEP; level < 1; level += STEP) {
    const found = connected(
      map,
      cells.filter((at) => (map.values[at] ?? 0) > level),
    );
    const largest = found.reduce((most, { length }) => Math.max(most, length), 0);
    const large = found.filter(({ length }) => length >= size * largest);
    const left = large.reduce((sum, { length }) => sum + length, 0);
    if (left < LEFT_FROM * cells.length) break;
    if (large.length < 2) continue;
    const parts = grown(map, cells, large);
    if (areBeside(map, parts)) return parts.flatMap((part) => partsOf(map, part, level, size));
  }
  return [cells];
}
