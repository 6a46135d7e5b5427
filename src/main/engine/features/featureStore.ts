/** Where the features of a project's images are kept. Asking what is there loads no TensorFlow. */
import { join } from 'node:path';
import type { Padding } from '../backbones/convolution.ts';
import { CompactCache } from '../refinement/features/compactCache.ts';
import { CacheRoom } from './cacheSize.ts';
import { FeatureCache } from './featureCache.ts';

export const GRID = 17;
export const CHANNELS = 768;
/** Numbers in the features of one view. */
export const FEATURE_SIZE = GRID * GRID * CHANNELS;

/** Raised whenever pixels or backbone change, so that nothing made of an earlier version is taken for today's. */
export const FEATURE_VERSION = 1;
/** The same of the compact features, which depend on their basis too. */
export const COMPACT_VERSION = 1;

/**
 * What the backbone looks at: the views of imaging/squareView.ts, and the `mirror` of the whole image, left for right. Views
 * of the same pixels follow each other, so that these are decoded once.
 */
export const featureViews = ['full', 'mirror', 'crop'] as const;
export type FeatureView = (typeof featureViews)[number];

function forEachView<T>(make: (view: FeatureView) => T): Readonly<Record<FeatureView, T>> {
  return { full: make('full'), mirror: make('mirror'), crop: make('crop') };
}

/** Caches for each view of images, all from the backbone with one padding. */
export class FeatureStore {
  readonly padding: Padding;
  /** What all of a project's features together may take. */
  readonly room: CacheRoom;
  readonly #caches: Readonly<Record<FeatureView, FeatureCache>>;
  readonly #compact: Readonly<Record<FeatureView, CompactCache>>;

  /**
   * @param cacheFolder of the project.
   * @param room of another size than usual.
   */
  constructor(
    cacheFolder: string,
    padding: Padding,
    room: CacheRoom = new CacheRoom(join(cacheFolder, 'features')),
  ) {
    const folder = (kind: string, view: FeatureView, version: number) =>
      join(cacheFolder, 'features', `${kind}-${padding}-${view}-v${version}`);
    this.padding = padding;
    this.room = room;
    this.#caches = forEachView(
      (view) => new FeatureCache(folder('mixed6e', view, FEATURE_VERSION), FEATURE_SIZE),
    );
    this.#compact = forEachView((view) => new CompactCache(folder('compact', view, COMPACT_VERSION)));
  }

  /** Mixed_6e in full. */
  of(view: FeatureView): FeatureCache {
    return this.#caches[view];
  }

  compact(view: FeatureView): CompactCache {
    return this.#compact[view];
  }
}
