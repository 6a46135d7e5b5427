/** Boxes of a few images by a head that is still being trained, for a person to watch. */
import type { BoxRule, LabeledImage } from '../../../shared/engine.ts';
import type { SampleBox } from '../../../shared/engineEvents.ts';
import type { CiCamHead } from '../ciCam/head.ts';
import type { FeatureCache } from '../features/featureCache.ts';
import { inScope, tf } from '../tensorflow.ts';
import { predictBatch } from './predictBatch.ts';

/** @param cache of the features of whole images, which it must hold for each of `images`. */
export function sampleBoxes(
  head: CiCamHead,
  rule: BoxRule,
  images: readonly LabeledImage[],
  cache: FeatureCache,
): SampleBox[] {
  const { grid, channels } = head.shape;
  const values = new Float32Array(images.length * cache.size);
  images.forEach(({ contentHash }, i) => {
    cache.read(contentHash, values, i * cache.size);
  });
  const candidates = images.map(({ width, height, label }) => ({ width, height, classIndex: label }));
  const found = inScope(() =>
    predictBatch(head, rule, tf.tensor4d(values, [images.length, grid, grid, channels]), candidates),
  );
  return found.map(({ classIndex, score, box }, i) => ({
    imageId: images[i]?.id ?? 0,
    classIndex,
    score,
    box,
  }));
}
