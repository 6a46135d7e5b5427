/** The first, longest and most fallible part of a training: reading every image and computing its features. */
import type { RecipeName } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../shared/engineEvents.ts';
import { FeatureStore } from './features/featureStore.ts';
import { ensureFeatures } from './features/mixed6eFeatures.ts';
import { recipeByName, viewsFor } from './training/recipes.ts';

/**
 * Computes and caches what a recipe needs of the images, so that a training after it reads no original any more.
 *
 * @returns the images that could be read.
 * @throws BoxwrightError `unreadable-image` when none could; `cancelled`; `resource-damaged`.
 */
export async function prepareImages<I extends EngineImage>(
  images: readonly I[],
  recipe: RecipeName,
  cacheFolder: string,
  context: EngineContext = {},
): Promise<I[]> {
  const chosen = recipeByName[recipe];
  const store = new FeatureStore(cacheFolder, chosen.padding);
  const readable = await ensureFeatures(
    images,
    ({ contentHash }) => viewsFor(chosen, contentHash),
    store,
    context,
  );
  if (readable.length > 0) return readable;
  throw new BoxwrightError(
    'unreadable-image',
    'None of the images could be read. Are they still where they were?',
  );
}
