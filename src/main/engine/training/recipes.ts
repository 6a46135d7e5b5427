/** Recipes: what is trained, on what, for how long. */
import type { Combination, RecipeName } from '../../../shared/domain.ts';
import type { View } from '../../imaging/squareView.ts';
import type { Padding } from '../backbones/convolution.ts';

export interface Recipe {
  padding: Padding;
  /** Images that are trained on, of each class as many where there are more: beyond this a model gets hardly better. */
  mostImages: number;
  /** Share of the images of which the centre crop is trained on too: a pass of the backbone and 0.4 MB each. */
  cropShare: number;
  epochs: number;
  batchSize: number;
  /** Learning rate of the classifier at the start; it falls to zero as (1 - t)^power over the whole run. */
  learningRate: number;
  power: number;
  /** The attention kernel and bias learn at this share of it. */
  attentionShare: number;
  /** lambda of the context pool (Eq. 7). */
  lambda: number;
  combination: Combination;
  /** theta of the box rule. */
  theta: number;
}

/**
 * Quick: frozen backbone, only the head is trained, on features that are computed once. lambda, theta, the combination,
 * the optimiser's betas, the attention's share, the crop's scale and the mirroring are the paper's. Learning rate and
 * epochs were chosen by top-1 classification of held-out training images; docs/decisions/0010-quick-recipe.md tells.
 */
const quick: Recipe = {
  padding: 'edge',
  mostImages: 4000,
  cropShare: 0.5,
  epochs: 8,
  batchSize: 16,
  learningRate: 0.02,
  power: 0.9,
  attentionShare: 0.1,
  lambda: 0.01,
  combination: 'quadratic',
  theta: 0,
};

export const recipeByName: Readonly<Record<RecipeName, Recipe>> = { quick };

/** Learning rate after a share `t` in [0, 1] of all steps. */
export function learningRateAt(recipe: Recipe, t: number): number {
  return recipe.learningRate * (1 - t) ** recipe.power;
}

/** The views of an image that a recipe trains on; which images give a crop depends on their bytes alone. */
export function viewsFor({ cropShare }: Recipe, contentHash: string): View[] {
  const place = Number.parseInt(contentHash.slice(0, 8), 16) / 2 ** 32;
  return place < cropShare ? ['full', 'crop'] : ['full'];
}
