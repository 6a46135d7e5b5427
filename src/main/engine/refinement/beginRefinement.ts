/** The start of a refinement: what the images have in common, and a head that has learned nothing yet. */
import type { LabeledImage } from '../../../shared/engine.ts';
import type { EngineContext } from '../../../shared/engineEvents.ts';
import { CHANNELS, type FeatureStore } from '../features/featureStore.ts';
import { featureBatches } from './featureBatches.ts';
import { fitDescriptorTransform } from './descriptorTransform.ts';
import { loadCompactBasis } from './features/compactBasis.ts';
import type { CompactFeatures } from './features/compactFeatures.ts';
import { CompactReader } from './features/compactReader.ts';
import { ForegroundHead } from './foregroundHead.ts';
import type { CompactSource } from './headInput.ts';
import { normalisationOf } from './normalisation.ts';
import { RefinementState } from './refinementState.ts';
import { refinementSettings } from './settings.ts';

/** A head for these images, that has learned nothing yet. @param samples compact features of one or several views each. */
export function untaughtHead(samples: Iterable<CompactFeatures>, seed: number): ForegroundHead {
  const { conv4a, mixed5d, mixed6e } = loadCompactBasis();
  const eigenvalues = {
    conv4a: conv4a.eigenvalues,
    mixed5d: mixed5d.eigenvalues,
    mixed6e: mixed6e.eigenvalues,
  };
  return ForegroundHead.initialise(seed, normalisationOf(samples, eigenvalues));
}

/** Compact features of images spread evenly over all, one at a time. */
function* spread(images: readonly LabeledImage[], reader: CompactSource) {
  const count = Math.min(images.length, refinementSettings.head.normalisationImages);
  for (let i = 0; i < count; i += 1) {
    const { contentHash } = images[Math.floor((i * images.length) / count)]!;
    yield reader.batch([{ contentHash, view: 'full' }]);
  }
}

export interface Start {
  /** That are learned from; their features are cached. */
  images: readonly LabeledImage[];
  store: FeatureStore;
  seed: number;
}

/** @throws BoxwrightError `cancelled`, `resource-damaged`. */
export async function beginRefinement(
  { images, store, seed }: Start,
  context: EngineContext,
): Promise<RefinementState> {
  const reader = new CompactReader(store);
  const transform = await fitDescriptorTransform(mixed6eOf(images, store, context), CHANNELS);
  return RefinementState.begin(untaughtHead(spread(images, reader), seed), transform);
}

async function* mixed6eOf(
  images: readonly LabeledImage[],
  store: FeatureStore,
  { signal }: EngineContext,
): AsyncGenerator<Float32Array> {
  for await (const { features } of featureBatches(images, store.of('full'), signal)) yield features;
}
