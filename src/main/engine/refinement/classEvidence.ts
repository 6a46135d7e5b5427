/** What CI-CAM says of the images that are refined: where their class is, from cached features. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { BoxRule, LabeledImage } from '../../../shared/engine.ts';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { CiCamHead } from '../ciCam/head.ts';
import type { FeatureCache } from '../features/featureCache.ts';
import { CHANNELS, GRID } from '../features/featureStore.ts';
import { predictBatch } from '../prediction/predictBatch.ts';
import { inScope, tf } from '../tensorflow.ts';

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

export interface ClassEvidence {
  /** CI-CAM's map of the image's own class, row-major [17, 17], least value 0. */
  activation: Float32Array;
  /** Its probability of that class, in [0, 1]. */
  score: number;
}

/** Of each image of a batch, for the class of its label. */
export function classEvidence(
  head: CiCamHead,
  rule: BoxRule,
  { images, features }: FeatureBatch<LabeledImage>,
): ClassEvidence[] {
  const candidates = images.map(({ width, height, label }) => ({ width, height, classIndex: label }));
  const found = inScope(() =>
    predictBatch(head, rule, tf.tensor4d(features, [images.length, GRID, GRID, CHANNELS]), candidates),
  );
  return found.map(({ map, score }) => ({ activation: map.values, score }));
}
