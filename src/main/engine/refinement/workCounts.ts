/** How much there is to do for a training and its refinement. Asking loads no TensorFlow. */
import type { CountRequest, RefinementWork, WorkCounts } from '../../../shared/engine.ts';
import { FeatureStore } from '../features/featureStore.ts';
import { countTasks } from '../features/viewTasks.ts';
import { balancedSample } from '../training/balancedSample.ts';
import { recipeByName } from '../training/recipes.ts';
import { trainingViews } from '../training/trainingViews.ts';
import { roundSteps } from './roundSteps.ts';
import { refinementSettings } from './settings.ts';

/** Steps of a round's training on so many images. @param round 1-based. */
export function stepsOfRound(round: number, images: number): number {
  const { rounds, training } = refinementSettings;
  return roundSteps(rounds[round - 1]!, images, training.batchSize);
}

export function countWork({ images, recipe, cacheFolder, refine }: CountRequest): WorkCounts {
  const chosen = recipeByName[recipe];
  const store = new FeatureStore(cacheFolder, chosen.padding);
  const { views } = countTasks(images, trainingViews(chosen, images), store);
  const { missing } = countTasks(images, trainingViews(chosen, images, { refine }), store);
  const looks = Math.max(images.length - chosen.mostImages, 0);
  return { views, missing, looks, refinement: refine ? countRefinement(images, store) : null };
}

function countRefinement(images: CountRequest['images'], store: FeatureStore): RefinementWork {
  const { rounds, trainingImages } = refinementSettings;
  const sample = balancedSample(images, trainingImages);
  const steps = rounds.map((_, i) => stepsOfRound(i + 1, sample.length));
  const later = rounds.length - 1;
  return {
    // The whole images are looked at before the training, for both.
    views: countTasks(sample, () => ({ mixed6e: [], compact: ['mirror'] }), store).missing,
    seeds: sample.length,
    outlines: later * sample.length,
    steps: steps.reduce((sum, each) => sum + each, 0),
    maps: later * sample.length,
    looks: images.length - sample.length,
  };
}
