/**
 * The cheapest cut of a grid of pixels into two sides: the max-flow algorithm of Boykov and Kolmogorov (PAMI 2004)
 * over pixels with eight neighbours. Two trees grow, from the pixels that are drawn to the foreground and from those
 * drawn to the background; where they touch, flow is pushed until an edge is full, and what hung on that edge looks
 * for another parent. Capacities are whole numbers, so that sums are exact and the cut is the same everywhere.
 */

/** Steps (dx, dy) to the neighbours; the step back from direction d is d ^ 1. */
export const steps: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
];

const free = 0;
const source = 1;
const sink = 2;
type Tree = typeof free | typeof source | typeof sink;

/** Values of `parent` beside the eight directions: the terminal itself, or none. */
const atTerminal = 8;
const none = 9;
/** The end of the list of active pixels, and the mark of a pixel that is not in it. */
const listEnd = -1;
const inactive = -2;

export class GridFlow {
  /** Pixels in a row, the empty one on either side counted in. */
  readonly stride: number;
  /** Pixels, the empty ones around the picture counted in. */
  readonly size: number;
  /** What can still flow from pixel p to its neighbour in direction d: [size, 8]. */
  readonly residual: Int32Array;
  /** What can still flow from the source to a pixel, or, below zero, from it to the sink: [size]. */
  readonly excess: Int32Array;
  /** Distance in index of the neighbour in each direction. */
  readonly offsets: Int32Array;
  readonly #tree: Uint8Array;
  readonly #parent: Uint8Array;
  /** Length of a pixel's path to its terminal, as known at the time in `#stamp`. */
  readonly #distance: Int32Array;
  readonly #stamp: Int32Array;
  readonly #nextActive: Int32Array;
  readonly #orphans: number[] = [];
  #firstActive = listEnd;
  #lastActive = listEnd;
  #time = 0;

  /** @param width @param height of the picture, px */
  constructor(width: number, height: number) {
    this.stride = width + 2;
    this.size = this.stride * (height + 2);
    this.residual = new Int32Array(this.size * 8);
    this.excess = new Int32Array(this.size);
    this.offsets = Int32Array.from(steps, ([dx, dy]) => dx + dy * this.stride);
    this.#tree = new Uint8Array(this.size);
    this.#parent = new Uint8Array(this.size);
    this.#distance = new Int32Array(this.size);
    this.#stamp = new Int32Array(this.size);
    this.#nextActive = new Int32Array(this.size);
  }

  /** Index of the pixel (x, y). */
  at(x: number, y: number): number {
    return (y + 1) * this.stride + x + 1;
  }

  /** Whether a pixel lies on the source's side of the cut; one that either side could have goes to the sink. */
  onSourceSide(pixel: number): boolean {
    return this.#tree[pixel] === source;
  }

  /** Pushes as much flow as there is room for. May be called again after `excess` was changed. */
  solve(): void {
    this.#begin();
    let pixel = this.#takeActive();
    while (pixel !== listEnd) {
      const direction = this.#grow(pixel);
      if (direction === none) {
        pixel = this.#takeActive();
        continue;
      }
      this.#time++;
      this.#augment(pixel, direction);
      this.#adoptOrphans();
      if (this.#parent[pixel] === none) pixel = this.#takeActive();
    }
  }

  #begin(): void {
    this.#nextActive.fill(inactive);
    this.#stamp.fill(0);
    this.#time = 0;
    for (let pixel = 0; pixel < this.size; pixel++) {
      const excess = this.excess[pixel]!;
      this.#tree[pixel] = excess > 0 ? source : excess < 0 ? sink : free;
      this.#parent[pixel] = excess === 0 ? none : atTerminal;
      this.#distance[pixel] = 1;
      if (excess !== 0) this.#activate(pixel);
    }
  }

  #activate(pixel: number): void {
    if (this.#nextActive[pixel] !== inactive) return;
    this.#nextActive[pixel] = listEnd;
    if (this.#lastActive === listEnd) this.#firstActive = pixel;
    else this.#nextActive[this.#lastActive] = pixel;
    this.#lastActive = pixel;
  }

  /** The first active pixel that is still in a tree, taken off the list; `listEnd` when there is none. */
  #takeActive(): number {
    for (;;) {
      const pixel = this.#firstActive;
      if (pixel === listEnd) return listEnd;
      this.#firstActive = this.#nextActive[pixel]!;
      if (this.#firstActive === listEnd) this.#lastActive = listEnd;
      this.#nextActive[pixel] = inactive;
      if (this.#parent[pixel] !== none) return pixel;
    }
  }

  /** Takes a pixel's free neighbours into its tree. @returns the direction in which the other tree was met, or `none` */
  #grow(pixel: number): number {
    const { residual, offsets } = this;
    const trees = this.#tree;
    const tree = trees[pixel]!;
    const distance = this.#distance[pixel]!;
    const stamp = this.#stamp[pixel]!;
    for (let direction = 0; direction < 8; direction++) {
      const neighbour = pixel + offsets[direction]!;
      const room =
        tree === source ? residual[pixel * 8 + direction]! : residual[neighbour * 8 + (direction ^ 1)]!;
      if (room === 0) continue;
      const other = trees[neighbour]!;
      if (other === free) {
        trees[neighbour] = tree;
        this.#hang(neighbour, direction ^ 1, stamp, distance + 1);
        this.#activate(neighbour);
      } else if (other !== tree) return direction;
      else if (this.#stamp[neighbour]! <= stamp && this.#distance[neighbour]! > distance)
        // A shorter way to the terminal.
        this.#hang(neighbour, direction ^ 1, stamp, distance + 1);
    }
    return none;
  }

  #hang(pixel: number, parent: number, stamp: number, distance: number): void {
    this.#parent[pixel] = parent;
    this.#stamp[pixel] = stamp;
    this.#distance[pixel] = distance;
  }

  /** Pushes along the path over the edge from `pixel` in `direction`, which joins the trees. */
  #augment(pixel: number, direction: number): void {
    const { residual } = this;
    const neighbour = pixel + this.offsets[direction]!;
    const forth = pixel * 8 + direction;
    const back = neighbour * 8 + (direction ^ 1);
    const fromSource = this.#tree[pixel] === source;
    const edge = fromSource ? forth : back;
    const reverse = fromSource ? back : forth;
    const start = fromSource ? pixel : neighbour;
    const end = fromSource ? neighbour : pixel;
    const amount = Math.min(residual[edge]!, this.#roomToTerminal(start, 0), this.#roomToTerminal(end, 1));
    residual[edge]! -= amount;
    residual[reverse]! += amount;
    this.#pushToTerminal(start, amount, 0);
    this.#pushToTerminal(end, amount, 1);
  }

  /** Least room on the way from a pixel to its terminal. `towards`: 0 for flow that comes from there, 1 for flow to it. */
  #roomToTerminal(pixel: number, towards: 0 | 1): number {
    const { residual, offsets } = this;
    const parents = this.#parent;
    let room = 0x7fffffff;
    for (;;) {
      const parent = parents[pixel]!;
      if (parent === atTerminal) return Math.min(room, Math.abs(this.excess[pixel]!));
      const next = pixel + offsets[parent]!;
      const here = towards === 1 ? residual[pixel * 8 + parent]! : residual[next * 8 + (parent ^ 1)]!;
      if (here < room) room = here;
      pixel = next;
    }
  }

  #pushToTerminal(pixel: number, amount: number, towards: 0 | 1): void {
    const { residual, offsets, excess } = this;
    const parents = this.#parent;
    const signed = towards === 1 ? -amount : amount;
    for (;;) {
      const parent = parents[pixel]!;
      if (parent === atTerminal) break;
      const next = pixel + offsets[parent]!;
      const out = pixel * 8 + parent;
      const back = next * 8 + (parent ^ 1);
      residual[out]! += signed;
      residual[back]! -= signed;
      if ((towards === 1 ? residual[out] : residual[back]) === 0) this.#orphan(pixel);
      pixel = next;
    }
    excess[pixel]! -= signed;
    if (excess[pixel] === 0) this.#orphan(pixel);
  }

  #orphan(pixel: number): void {
    this.#parent[pixel] = none;
    this.#orphans.push(pixel);
  }

  #adoptOrphans(): void {
    const orphans = this.#orphans;
    for (let index = 0; index < orphans.length; index++) this.#adopt(orphans[index]!);
    orphans.length = 0;
  }

  /** Hangs an orphan on the neighbour with the shortest way to the terminal, or sets it free. */
  #adopt(pixel: number): void {
    const { residual, offsets } = this;
    const tree = this.#tree[pixel]! as Tree;
    let best = none;
    let bestDistance = 0x7fffffff;
    for (let direction = 0; direction < 8; direction++) {
      const neighbour = pixel + offsets[direction]!;
      if (this.#tree[neighbour] !== tree) continue;
      const room =
        tree === source ? residual[neighbour * 8 + (direction ^ 1)]! : residual[pixel * 8 + direction]!;
      if (room === 0) continue;
      const distance = this.#distanceToTerminal(neighbour);
      if (distance < bestDistance) {
        best = direction;
        bestDistance = distance;
      }
    }
    if (best === none) this.#release(pixel, tree);
    else this.#hang(pixel, best, this.#time, bestDistance + 1);
  }

  /** Number of edges to the terminal, or a very large number where the way ends at an orphan. */
  #distanceToTerminal(pixel: number): number {
    const { offsets } = this;
    const parents = this.#parent;
    const stamps = this.#stamp;
    const distances = this.#distance;
    const time = this.#time;
    let total = 0;
    let at = pixel;
    for (;;) {
      if (stamps[at] === time) {
        total += distances[at]!;
        break;
      }
      const parent = parents[at]!;
      if (parent === none) return 0x7fffffff;
      total++;
      if (parent === atTerminal) {
        stamps[at] = time;
        distances[at] = 1;
        break;
      }
      at += offsets[parent]!;
    }
    let distance = total;
    at = pixel;
    while (stamps[at] !== time) {
      stamps[at] = time;
      distances[at] = distance--;
      at += offsets[parents[at]!]!;
    }
    return total;
  }

  #release(pixel: number, tree: Tree): void {
    const { residual, offsets } = this;
    this.#tree[pixel] = free;
    for (let direction = 0; direction < 8; direction++) {
      const neighbour = pixel + offsets[direction]!;
      if (this.#tree[neighbour] !== tree) continue;
      const room =
        tree === source ? residual[neighbour * 8 + (direction ^ 1)]! : residual[pixel * 8 + direction]!;
      if (room > 0) this.#activate(neighbour);
      if (this.#parent[neighbour] === (direction ^ 1)) this.#orphan(neighbour);
    }
  }
}
