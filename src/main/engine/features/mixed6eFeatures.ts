/** The Mixed_6e features of a project's images, computed once and kept on disk. */
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { stageNames } from '../../../shared/stages.ts';
import { ensureViews } from './ensureViews.ts';
import type { FeatureStore, FeatureView } from './featureStore.ts';

/**
 * Computes and caches what is not cached yet.
 *
 * @returns the images that could be read; the others were reported as `image-failed`.
 * @throws BoxwrightError `cancelled` between two batches; what is cached by then stays.
 */
export function ensureFeatures<I extends EngineImage>(
  images: readonly I[],
  viewsOf: (image: I) => readonly FeatureView[],
  store: FeatureStore,
  context: EngineContext,
): Promise<I[]> {
  const wanted = (image: I) => ({ mixed6e: viewsOf(image), compact: [] });
  return ensureViews(images, wanted, store, stageNames.features, context);
}
