/** Connected components of a foreground that is told row by row, without an image of it. */
import type { Box } from './geometry.ts';

export interface Component {
  /** Bounding box in pixels of the network's input. */
  box: Box;
  /** How many pixels belong to it. */
  size: number;
}

interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
  size: number;
}

/**
 * Components that grow row by row. Pixels are told from left to right where the foreground begins and where it ends;
 * a run joins whatever it touches in the row above.
 */
export class GrowingComponents {
  readonly #extents: Extent[] = [];
  /** The component that each one has become part of; itself, as long as it stands alone. */
  readonly #parents: number[] = [];
  /** Triples of start, end and component: cheaper than objects, of which there would be hundreds a map. */
  #above: number[] = [];
  #current: number[] = [];
  #y = -1;
  #start = -1;

  beginRow(y: number): void {
    const passed = this.#above;
    this.#above = this.#current;
    if (y !== this.#y + 1) this.#above.length = 0;
    passed.length = 0;
    this.#current = passed;
    this.#y = y;
  }

  /** The foreground begins at x, or goes on. */
  inside(x: number): void {
    if (this.#start < 0) this.#start = x;
  }

  /** The foreground has ended before x, or there is none. */
  outside(x: number): void {
    if (this.#start < 0) return;
    this.#take(this.#start, x);
    this.#start = -1;
  }

  components(): Component[] {
    return this.#extents
      .filter((_, one) => this.#parents[one] === one)
      .map(({ left, right, top, bottom, size }) => ({
        box: { x: left, y: top, w: right - left, h: bottom - top },
        size,
      }));
  }

  #take(start: number, end: number): void {
    const above = this.#above;
    let component = -1;
    for (let i = 0; i < above.length; i += 3) {
      if (above[i]! >= end) break;
      if (above[i + 1]! <= start) continue;
      const root = this.#root(above[i + 2]!);
      component = component < 0 ? root : this.#join(component, root);
    }
    if (component < 0) component = this.#begin(start, end);
    else this.#extend(component, start, end);
    this.#current.push(start, end, component);
  }

  #begin(start: number, end: number): number {
    const component = this.#extents.length;
    this.#extents.push({ left: start, right: end, top: this.#y, bottom: this.#y + 1, size: end - start });
    this.#parents.push(component);
    return component;
  }

  #extend(component: number, start: number, end: number): void {
    const extent = this.#extents[component]!;
    if (start < extent.left) extent.left = start;
    if (end > extent.right) extent.right = end;
    extent.bottom = this.#y + 1;
    extent.size += end - start;
  }

  #root(component: number): number {
    let root = component;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    return root;
  }

  /** The one that was met first stays, so that components keep the order in which a reading meets them. */
  #join(one: number, other: number): number {
    if (one === other) return one;
    const [first, second] = one < other ? [one, other] : [other, one];
    this.#parents[second] = first;
    const [into, from] = [this.#extents[first]!, this.#extents[second]!];
    into.left = Math.min(into.left, from.left);
    into.right = Math.max(into.right, from.right);
    into.top = Math.min(into.top, from.top);
    into.bottom = Math.max(into.bottom, from.bottom);
    into.size += from.size;
    return first;
  }
}
