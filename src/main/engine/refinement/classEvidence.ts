/** What CI-CAM says of the images that are refined, from cached features. */
import type { BoxRule, LabeledImage } from '../../../shared/engine.ts';
import type { CiCamHead } from '../ciCam/head.ts';
import type { FeatureBatch } from './featureBatches.ts';
import { CHANNELS, GRID } from '../features/featureStore.ts';
import { predictBatch } from '../prediction/predictBatch.ts';
import { inScope, tf } from '../tensorflow.ts';

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
