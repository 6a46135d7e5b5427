/** The compact features of the images that the head learns from, computed once and kept on disk. */
import type { EngineContext, EngineImage } from '../../../../shared/engineEvents.ts';
import { ensureViews } from '../../features/ensureViews.ts';
import type { FeatureStore } from '../../features/featureStore.ts';
import { compactWanted } from './compactWanted.ts';

/**
 * Computes and caches what is not cached yet of the whole images and of their mirrors.
 *
 * @param stage under which progress is reported, in views.
 * @returns the images that could be read; the others were reported as `image-failed`.
 * @throws BoxwrightError `cancelled` between two batches; what is cached by then stays.
 */
export function ensureCompact<I extends EngineImage>(
  images: readonly I[],
  store: FeatureStore,
  stage: string,
  context: EngineContext,
): Promise<I[]> {
  return ensureViews(images, () => compactWanted, store, stage, context);
}
