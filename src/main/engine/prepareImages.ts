/** The first, longest and most fallible part of a training: reading the images and computing their features. */
import type { RecipeName } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../shared/engineEvents.ts';
import { stageNames } from '../../shared/stages.ts';
import { ensureViews } from './features/ensureViews.ts';
import { FeatureStore } from './features/featureStore.ts';
import type { Sampled } from './training/balancedSample.ts';
import { recipeByName } from './training/recipes.ts';
import { trainingViews, type TrainingViewOptions } from './training/trainingViews.ts';

/**
 * Computes and caches what a recipe needs of the images, so that a training after it reads no original any more. Of a big
 * project it needs a part (training/trainingViews.ts); the other images are not looked at here.
 *
 * @param images with their labels, which decide what part of a big project is looked at.
 * @returns the images that are not known to be unreadable.
 * @throws BoxwrightError `unreadable-image` when none could be read; `cancelled`; `resource-damaged`.
 */
export async function prepareImages<I extends EngineImage & Sampled>(
  images: readonly I[],
  recipe: RecipeName,
  cacheFolder: string,
  context: EngineContext = {},
  options: TrainingViewOptions = {},
): Promise<I[]> {
  const chosen = recipeByName[recipe];
  const store = new FeatureStore(cacheFolder, chosen.padding);
  const wanted = trainingViews(chosen, images, options);
  const readable = await ensureViews(images, wanted, store, stageNames.features, context);
  if (readable.some((image) => wanted(image).mixed6e.length > 0)) return readable;
  throw new BoxwrightError(
    'unreadable-image',
    'None of the images could be read. Are they still where they were?',
  );
}
