/** The Mixed_6e features of a project's images, computed once and kept on disk. */
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { stageNames } from '../../../shared/stages.ts';
import type { View } from '../../imaging/squareView.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { extractFeatures, type ImageView } from './extractFeatures.ts';
import type { FeatureStore } from './featureStore.ts';

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
