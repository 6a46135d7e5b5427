/** Score maps of the images that a person looks at one by one. */
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { ask } from './client.ts';

/** Maps of the latest images stay at hand for going back and forth. */
const kept = 24;

class Evidence {
  /** Map of the image asked for last; null while it is on its way, or where there is none. */
  map = $state.raw<ScoreMap | null>(null);
  readonly #known = new Map<number, Promise<ScoreMap | null>>();
  #shown: number | null = null;

  /** @param imageId null: no image. */
  async show(imageId: number | null): Promise<void> {
    if (imageId === this.#shown) return;
    this.#shown = imageId;
    this.map = null;
    if (imageId === null) return;
    const map = await this.#of(imageId);
    if (this.#shown === imageId) this.map = map;
  }

  /** Has a map at hand before it is shown. */
  prepare(imageId: number): void {
    void this.#of(imageId);
  }

  /** After another training, maps are others. */
  forget(): void {
    const shown = this.#shown;
    this.#known.clear();
    this.#shown = null;
    this.map = null;
    if (shown !== null) void this.show(shown);
  }

  #of(imageId: number): Promise<ScoreMap | null> {
    const known = this.#known.get(imageId);
    if (known) return known;
    const asked = ask('review.heatmap', { imageId }).then(
      (reply) => reply?.map ?? null,
      // Without a map there is only no overlay: nothing that a person could do about it.
      () => null,
    );
    this.#known.set(imageId, asked);
    const [oldest] = this.#known.keys();
    if (this.#known.size > kept && oldest !== undefined) this.#known.delete(oldest);
    return asked;
  }
}

export const evidence = new Evidence();
