/** The Mixed_6e features of a project's images, computed once and kept on disk. */
import { join } from 'node:path';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { stageNames } from '../../../shared/stages.ts';
import type { View } from '../../imaging/squareView.ts';
import type { Padding } from '../backbones/convolution.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { extractFeatures, type ImageView } from './extractFeatures.ts';
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

/**
 * Computes and caches what is not cached yet; the backbone is loaded only if anything is.
 *
 * @returns the images that have features of all their views now; the others were reported as `image-failed`.
 * @throws BoxwrightError `cancelled` between two batches; what is cached by then stays.
 */
export async function ensureFeatures<I extends EngineImage>(
  images: readonly I[],
  viewsOf: (image: I) => readonly View[],
  store: FeatureStore,
  context: EngineContext,
): Promise<I[]> {
  const all = images.flatMap((image) => viewsOf(image).map((view) => ({ image, view })));
  const missing = all.filter(({ image, view }) => !store.of(view).has(image.contentHash));
  if (missing.length > 0) await computeMissing(missing, all.length, store, context);
  return images.filter((image) => viewsOf(image).every((view) => store.of(view).has(image.contentHash)));
}

async function computeMissing<I extends EngineImage>(
  missing: ImageView<I>[],
  total: number,
  store: FeatureStore,
  context: EngineContext,
): Promise<void> {
  const backbone = loadBackbone(store.padding);
  let done = total - missing.length;
  try {
    for await (const batch of extractFeatures(backbone, missing, context)) {
      for (const { image, view, features } of batch) store.of(view).write(image.contentHash, features);
      done += batch.length;
      context.onEvent?.({ kind: 'progress', stage: stageNames.features, done, total });
    }
  } finally {
    backbone.dispose();
  }
}
