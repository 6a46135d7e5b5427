/**
 * The outline of a score map at theta: the line along which the upsampled map crosses the bar that decides its box.
 * Found by marching squares over the pixels of the network's input.
 */
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { levelAt } from '../../shared/thetaBox.ts';
import { upsample } from '../../shared/upsample.ts';

/** x, y, x, y, … in pixels of the network's input; closed: the last point joins the first. */
export type Ring = number[];

/** Outlines of a map's foreground at theta, each as a ring. @param theta in [0, 1). */
export function contourAt(map: ScoreMap, theta: number): Ring[] {
  const { map: levelled, bar } = levelAt(map, theta);
  const side = map.geometry.inputSize;
  return ringsAbove(upsample(levelled), side, side, bar);
}

/**
 * Rings around what is above `bar`. Beyond the edges everything counts as below it, so every ring closes.
 * @param values row-major [height, width], each at the centre of its pixel.
 */
export function ringsAbove(values: Float32Array, height: number, width: number, bar: number): Ring[] {
  const grid = new Grid(values, height, width, bar);
  /** From the edge where a piece of line starts to where it ends; the foreground lies to the right. */
  const next = new Map<number, number>();
  for (let y = -1; y < height; y += 1) {
    for (let x = -1; x < width; x += 1) addPieces(grid, x, y, next);
  }
  return joined(next, grid);
}

/** Pixel centres as corners of squares; an edge between two neighbours has a number of its own. */
class Grid {
  readonly width: number;
  readonly height: number;
  readonly #values: Float32Array;
  readonly #bar: number;

  constructor(values: Float32Array, height: number, width: number, bar: number) {
    [this.#values, this.height, this.width, this.#bar] = [values, height, width, bar];
  }

  isAbove(x: number, y: number): boolean {
    return this.#has(x, y) && this.#values[y * this.width + x]! > this.#bar;
  }

  /** Of the edge from pixel (x, y) to the right (down = 0) or downwards (down = 1). */
  edge(x: number, y: number, down: 0 | 1): number {
    return ((y + 1) * (this.width + 2) + (x + 1)) * 2 + down;
  }

  /** Where the line crosses an edge, in pixels (a pixel's centre is half a pixel in). */
  crossing(edge: number): [x: number, y: number] {
    const down = edge % 2;
    const cell = (edge - down) / 2;
    const x = (cell % (this.width + 2)) - 1;
    const y = Math.floor(cell / (this.width + 2)) - 1;
    const [x2, y2] = down ? [x, y + 1] : [x + 1, y];
    const share = this.#share(x, y, x2, y2);
    return [x + 0.5 + (x2 - x) * share, y + 0.5 + (y2 - y) * share];
  }

  #share(x: number, y: number, x2: number, y2: number): number {
    // Across the image's edge there is nothing to interpolate with: the line runs along the edge.
    if (!this.#has(x, y) || !this.#has(x2, y2)) return 0.5;
    const [from, to] = [this.#values[y * this.width + x]!, this.#values[y2 * this.width + x2]!];
    return (this.#bar - from) / (to - from);
  }

  #has(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.width && y < this.height;
  }
}

/** Pieces of line in the square right of and below pixel (x, y), by which of its corners are above the bar. */
function addPieces(grid: Grid, x: number, y: number, next: Map<number, number>): void {
  const corners =
    Number(grid.isAbove(x, y)) |
    (Number(grid.isAbove(x + 1, y)) << 1) |
    (Number(grid.isAbove(x + 1, y + 1)) << 2) |
    (Number(grid.isAbove(x, y + 1)) << 3);
  if (corners === 0 || corners === 15) return;
  const sides = [grid.edge(x, y, 0), grid.edge(x + 1, y, 1), grid.edge(x, y + 1, 0), grid.edge(x, y, 1)];
  for (const [from, to] of pieces[corners]!) next.set(sides[from]!, sides[to]!);
}

/**
 * By corners above (1 top left, 2 top right, 4 bottom right, 8 bottom left): from side to side (0 top, 1 right, 2 bottom,
 * 3 left), the foreground to the right. Opposite corners are kept apart, as 4-connected components are.
 */
const pieces: readonly (readonly [number, number])[][] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];

function joined(next: Map<number, number>, grid: Grid): Ring[] {
  const rings: Ring[] = [];
  for (const start of next.keys()) {
    const ring: Ring = [];
    let edge: number | undefined = start;
    while (edge !== undefined && next.has(edge)) {
      ring.push(...grid.crossing(edge));
      const following: number | undefined = next.get(edge);
      next.delete(edge);
      edge = following;
    }
    if (ring.length > 0) rings.push(ring);
  }
  return rings;
}

/** Rings as the path of an SVG, stretched from the network's input to `width` x `height`. */
export function contourPath(
  rings: readonly Ring[],
  inputSize: number,
  width: number,
  height: number,
): string {
  const [horizontal, vertical] = [width / inputSize, height / inputSize];
  let path = '';
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = Math.round(ring[i]! * horizontal * 10) / 10;
      const y = Math.round(ring[i + 1]! * vertical * 10) / 10;
      path += `${i === 0 ? 'M' : 'L'}${x} ${y}`;
    }
    path += 'Z';
  }
  return path;
}
