/** Cached features of the images that are refined, a batch at a time. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { FeatureCache } from '../features/featureCache.ts';

const BATCH = 16;

export interface FeatureBatch<I> {
  images: I[];
  /** Mixed_6e of each, row-major [images, 17, 17, 768] */
  features: Float32Array;
}

/** Mixed_6e of images that are cached, in order, a batch at a time. @throws BoxwrightError `cancelled`, `resource-damaged`. */
export async function* featureBatches<I extends { contentHash: string }>(
  images: readonly I[],
  cache: FeatureCache,
  signal: AbortSignal | undefined,
): AsyncGenerator<FeatureBatch<I>> {
  for (let start = 0; start < images.length; start += BATCH) {
    throwIfCancelled(signal);
    await yieldToEvents();
    const batch = images.slice(start, start + BATCH);
    const features = new Float32Array(batch.length * cache.size);
    batch.forEach(({ contentHash }, i) => {
      cache.read(contentHash, features, i * cache.size);
    });
    yield { images: batch, features };
  }
}
