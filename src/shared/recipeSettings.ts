/** What a person may want to know of a recipe before it runs. The engine's recipes are the source; a test compares them. */
import type { RecipeName } from './domain.ts';

export interface RecipeSettings {
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** lambda of the context pool. */
  lambda: number;
  /** theta of the box rule. */
  theta: number;
  /** Share of the images that are looked at a second time, as a centre crop. */
  cropShare: number;
}

export const recipeSettings: Readonly<Record<RecipeName, RecipeSettings>> = {
  quick: { epochs: 8, batchSize: 16, learningRate: 0.02, lambda: 0.01, theta: 0, cropShare: 0.5 },
};

/** The same of the refinement of boxes. */
export const refinementSummary = { rounds: 3, threshold: 0.3, trainingImages: 1500 };
