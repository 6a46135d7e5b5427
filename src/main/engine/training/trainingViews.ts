/** What a training wants to see: which images of a project, which views of them, and in which form. */
import type { EngineImage } from '../../../shared/engineEvents.ts';
import type { Wanted } from '../features/viewTasks.ts';
import { refinementSettings } from '../refinement/settings.ts';
import { balancedSample, type Sampled } from './balancedSample.ts';
import { viewsFor, type Recipe } from './recipes.ts';

export interface TrainingViewOptions {
  /** Whether boxes are refined: the compact features of the images that the head learns from are made on the way. */
  refine?: boolean;
  /** Ids of images that are wanted whole even where they are not trained on: their boxes are shown meanwhile. */
  watched?: readonly number[];
}

/**
 * CI-CAM is trained on at most `mostImages` of the recipe; the head of the refinement on fewer, which are among them.
 *
 * @param images all of the project that may be trained on, with their labels.
 */
export function trainingViews<I extends EngineImage & Sampled>(
  recipe: Recipe,
  images: readonly I[],
  { refine = false, watched = [] }: TrainingViewOptions = {},
): (image: I) => Wanted {
  const trained = new Set(balancedSample(images, recipe.mostImages));
  const refined = new Set(refine ? balancedSample(images, refinementSettings.trainingImages) : []);
  const shown = new Set(watched);
  return (image) => {
    const whole = shown.has(image.id) ? (['full'] as const) : [];
    return {
      mixed6e: trained.has(image) ? viewsFor(recipe, image.contentHash) : whole,
      compact: refined.has(image) ? ['full'] : [],
    };
  };
}
