/**
 * The graph that GrabCut cuts: open pixels are its nodes, sure ones are one with the terminals, so that an edge to a
 * sure pixel is a pull on its open neighbour. That is the same cut as with all pixels, in a smaller graph. Flow is kept
 * from one cut to the next: edges never change, and what has flowed is taken from the next pulls.
 */
import { TRIMAP } from '../trimap.ts';
import { GridFlow, steps } from './gridFlow.ts';
import { contrastScale, difference, type RgbImage } from './pixels.ts';

/** What parting two neighbours of the same colour costs. */
const gamma = 50;
/** Capacities are whole numbers: this many to 1. */
const scale = 0x8000;
/** More than all edges of a pixel together can carry (at most 4 * gamma + 4 * gamma / sqrt 2). */
const farMore = 9 * gamma * scale;

export class PixelGraph {
  readonly #flow: GridFlow;
  readonly #trimap: Uint8Array;
  /** By pixel: what its edges to sure pixels add to its pull to the foreground. */
  readonly #sure: Int32Array;
  /** What could flow before anything did. */
  readonly #capacity: Int32Array;
  /** The open pixels, and where each lies in the grid. */
  readonly open: Uint32Array;
  readonly #places: Uint32Array;

  constructor(image: RgbImage, trimap: Uint8Array) {
    const { width, height } = image;
    this.#trimap = trimap;
    this.#flow = new GridFlow(width, height);
    this.#sure = new Int32Array(trimap.length);
    this.open = new Uint32Array(trimap.length)
      .map((_, pixel) => pixel)
      .filter((pixel) => this.#isOpen(pixel));
    this.#places = this.open.map((pixel) => this.#flow.at(pixel % width, Math.trunc(pixel / width)));
    const beta = contrastScale(image);
    // Each pair once: right, below, below right, below left.
    for (const direction of [0, 2, 4, 7]) this.#join(image, beta, direction);
    this.#capacity = this.#flow.residual.slice();
  }

  /**
   * Draws the open pixel at `index` of `open` to the foreground (above 0) or to the background (below 0).
   *
   * @param pull difference of log likelihoods
   */
  pull(index: number, pull: number): void {
    const { excess, residual } = this.#flow;
    const capacity = this.#capacity;
    const place = this.#places[index]!;
    let sent = 0;
    for (let edge = place * 8; edge < place * 8 + 8; edge++) sent += capacity[edge]! - residual[edge]!;
    const limited = Math.max(-farMore, Math.min(farMore, Math.round(pull * scale)));
    excess[place] = limited + this.#sure[this.open[index]!]! - sent;
  }

  /** Cuts, and writes the open pixels' sides into the mask. */
  cut(mask: Uint8Array): void {
    this.#flow.solve();
    for (let index = 0; index < this.open.length; index++)
      mask[this.open[index]!] = this.#flow.onSourceSide(this.#places[index]!) ? 1 : 0;
  }

  #isOpen(pixel: number): boolean {
    return this.#trimap[pixel]! >= TRIMAP.probableBackground;
  }

  #join(image: RgbImage, beta: number, direction: number): void {
    const { rgb, width, height } = image;
    const [dx, dy] = steps[direction]!;
    const strength = (gamma * scale) / Math.hypot(dx, dy);
    for (let y = 0; y < height - dy; y++)
      for (let x = Math.max(0, -dx); x < width - Math.max(0, dx); x++) {
        const pixel = y * width + x;
        const other = pixel + dy * width + dx;
        if (!this.#isOpen(pixel) && !this.#isOpen(other)) continue;
        const weight = Math.round(strength * Math.exp(-beta * difference(rgb, pixel, other)));
        this.#addEdge(pixel, other, this.#flow.at(x, y), direction, weight);
      }
  }

  #addEdge(pixel: number, other: number, place: number, direction: number, weight: number): void {
    const { residual, offsets } = this.#flow;
    if (!this.#isOpen(other)) this.#sure[pixel]! += this.#towards(other, weight);
    else if (!this.#isOpen(pixel)) this.#sure[other]! += this.#towards(pixel, weight);
    else {
      residual[place * 8 + direction] = weight;
      residual[(place + offsets[direction]!) * 8 + (direction ^ 1)] = weight;
    }
  }

  #towards(surePixel: number, weight: number): number {
    return this.#trimap[surePixel] === TRIMAP.foreground ? weight : -weight;
  }
}
