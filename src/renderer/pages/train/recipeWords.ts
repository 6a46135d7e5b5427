/** Recipes in words. */
import type { RecipeName } from '../../../shared/domain.ts';
import { recipeSettings } from '../../../shared/recipeSettings.ts';

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
export function settingsLine(recipe: RecipeName, seed: number): string {
  const { epochs, batchSize, lambda, theta } = recipeSettings[recipe];
  return `${epochs} epochs, batch ${batchSize}, θ ${theta.toFixed(2)}, λ ${lambda}, seed ${seed}`;
}

/** The settings one by one, each with what it does. */
export function settingsList(recipe: RecipeName): { name: string; value: string; text: string }[] {
  const { epochs, batchSize, learningRate, lambda, theta, cropShare } = recipeSettings[recipe];
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
    {
      name: 'θ',
      value: theta.toFixed(2),
      text: 'Where the map is cut to a box. You can change it in Review, without training again.',
    },
  ];
}
