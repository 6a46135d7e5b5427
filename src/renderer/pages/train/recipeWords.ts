/** Recipes in words. */
import type { RecipeName } from '../../../shared/domain.ts';
import { recipeSettings, refinementSummary } from '../../../shared/recipeSettings.ts';

export interface RecipeWords {
  title: string;
  kind: string;
  text: string;
  /** What is trained, as the sentence beside the button says it. */
  trains: string;
}

export const recipeWords: Readonly<Record<RecipeName, RecipeWords>> = {
  quick: {
    title: 'Quick',
    kind: 'Frozen backbone',
    text: 'Learns only the last layers, on features that are computed once and kept. No GPU needed.',
    trains: 'Trains the last layers',
  },
};

/** The settings in one line. */
export function settingsLine(recipe: RecipeName, seed: number, refine: boolean): string {
  const { epochs, batchSize, lambda } = recipeSettings[recipe];
  const threshold = thresholdOf(recipe, refine).toFixed(2);
  return `${epochs} epochs, batch ${batchSize}, threshold ${threshold}, λ ${lambda}, seed ${seed}`;
}

function thresholdOf(recipe: RecipeName, refine: boolean): number {
  return refine ? refinementSummary.threshold : recipeSettings[recipe].theta;
}

/** The settings one by one, each with what it does. */
export function settingsList(
  recipe: RecipeName,
  refine: boolean,
): { name: string; value: string; text: string }[] {
  const { epochs, batchSize, learningRate, lambda, cropShare } = recipeSettings[recipe];
  return [
    { name: 'Epochs', value: String(epochs), text: 'Times that every image is learned from.' },
    { name: 'Batch', value: String(batchSize), text: 'Images in one step.' },
    {
      name: 'Learning rate',
      value: String(learningRate),
      text: 'At the start; it falls to zero at the end.',
    },
    {
      name: 'Centre crops',
      value: `${cropShare * 100} %`,
      text: 'Share of the images that are learned from a second time, closer up.',
    },
    {
      name: 'λ',
      value: String(lambda),
      text: 'How fast the pool of each class’s context follows new images.',
    },
    ...(refine ? refinementList() : []),
    {
      name: 'Threshold',
      value: thresholdOf(recipe, refine).toFixed(2),
      text: `${refine ? 'How probable the object must be' : 'How strong the evidence must be'} where a box begins. You can change it in Review, without training again.`,
    },
  ];
}

function refinementList() {
  const { rounds, trainingImages } = refinementSummary;
  return [
    {
      name: 'Rounds',
      value: String(rounds),
      text: `Of refinement, each learned from outlines that the one before has made better, on at most ${trainingImages.toLocaleString('en')} images.`,
    },
  ];
}

/** What the switch does, in one line. */
export const refineWords = {
  title: 'Refine boxes',
  text: 'Learns where the objects end, so that boxes fit more closely. Without it, boxes are CI-CAM’s own, in much less time.',
};
