/** The Mixed_6e features of a project's images, computed once and kept on disk. */
import { join } from 'node:path';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import type { Padding } from '../backbones/convolution.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { extractFeatures } from './extractFeatures.ts';
import { FeatureCache } from './featureCache.ts';

export const GRID = 17;
export const CHANNELS = 768;
/** Numbers in the features of one image. */
export const FEATURE_SIZE = GRID * GRID * CHANNELS;

export const FEATURE_STAGE = 'Look at images';

/** Raised whenever pixels or backbone change, so that no features of an earlier version are taken for today's. */
const VERSION = 1;

/** @param cacheFolder of the project. */
export function openFeatureCache(cacheFolder: string, padding: Padding): FeatureCache {
  return new FeatureCache(join(cacheFolder, 'features', `mixed6e-${padding}-v${VERSION}`), FEATURE_SIZE);
}

/**
 * Computes and caches what is not cached yet; the backbone is loaded only if anything is.
 *
 * @returns the images that have features now; those that could not be decoded were reported as `image-failed`.
 * @throws BoxwrightError `cancelled` between two batches; what is cached by then stays.
 */
export async function ensureFeatures<I extends EngineImage>(
  images: readonly I[],
  cache: FeatureCache,
  padding: Padding,
  context: EngineContext,
): Promise<I[]> {
  const missing = images.filter(({ contentHash }) => !cache.has(contentHash));
  const failed = new Set(missing);
  if (missing.length > 0) await computeMissing(missing, failed, images.length, cache, padding, context);
  return images.filter((image) => !failed.has(image));
}

async function computeMissing<I extends EngineImage>(
  missing: I[],
  failed: Set<I>,
  total: number,
  cache: FeatureCache,
  padding: Padding,
  context: EngineContext,
): Promise<void> {
  const backbone = loadBackbone(padding);
  let done = total - missing.length;
  try {
    for await (const batch of extractFeatures(backbone, missing, context)) {
      for (const { image, features } of batch) {
        cache.write(image.contentHash, features);
        failed.delete(image);
      }
      done += batch.length;
      context.onEvent?.({ kind: 'progress', stage: FEATURE_STAGE, done, total });
    }
  } finally {
    backbone.dispose();
  }
}
