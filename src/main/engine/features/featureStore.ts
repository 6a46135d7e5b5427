/** Where the Mixed_6e features of a project's images are kept. Asking what is there loads no TensorFlow. */
import { join } from 'node:path';
import type { View } from '../../imaging/squareView.ts';
import type { Padding } from '../backbones/convolution.ts';
import { FeatureCache } from './featureCache.ts';

export const GRID = 17;
export const CHANNELS = 768;
/** Numbers in the features of one view. */
export const FEATURE_SIZE = GRID * GRID * CHANNELS;

/** Raised whenever pixels or backbone change, so that nothing made of an earlier version is taken for today's. */
export const FEATURE_VERSION = 1;

/** A cache for each view of images, all from the backbone with one padding. */
export class FeatureStore {
  readonly padding: Padding;
  readonly #caches: Readonly<Record<View, FeatureCache>>;

  /** @param cacheFolder of the project. */
  constructor(cacheFolder: string, padding: Padding) {
    const cache = (view: View) =>
      new FeatureCache(
        join(cacheFolder, 'features', `mixed6e-${padding}-${view}-v${FEATURE_VERSION}`),
        FEATURE_SIZE,
      );
    this.padding = padding;
    this.#caches = { full: cache('full'), crop: cache('crop') };
  }

  of(view: View): FeatureCache {
    return this.#caches[view];
  }
}
