/** Outlines of the objects in photographs, which are decoded while others are cut. */
import { squareView } from '../../imaging/squareView.ts';
import type { GrabCutPool } from './grabCut/grabCutPool.ts';

export interface OutlineSettings {
  /** Side of the square that the image is squeezed to, in pixels. */
  size: number;
  iterations: number;
}

/** Images on their way for each thread: one is cut, one follows, one is decoded. */
const PER_THREAD = 3;

export class Outliner {
  readonly #pool: GrabCutPool;

  constructor(pool: GrabCutPool) {
    this.#pool = pool;
  }

  /** How many images at a time keep it busy. */
  get width(): number {
    return PER_THREAD * this.#pool.threads;
  }

  /**
   * @param trimaps [size, size] each.
   * @returns a mask of 0 and 1 for each trimap; null when the image cannot be read.
   */
  async cut(
    path: string,
    trimaps: readonly Uint8Array[],
    { size, iterations }: OutlineSettings,
  ): Promise<Uint8Array[] | null> {
    const rgb = await squareView(path, 'full', size).catch(() => null);
    if (!rgb) return null;
    const image = { rgb, width: size, height: size };
    return Promise.all(trimaps.map((trimap) => this.#pool.run(image, trimap, iterations)));
  }
}
