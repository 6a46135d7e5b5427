/** The engine's training job: images with class labels in, a model file out. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecipeName } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../shared/engineEvents.ts';
import { CHANNELS, ensureFeatures, GRID, openFeatureCache } from './features/mixed6eFeatures.ts';
import { saveModel, type ModelDescription } from './training/modelFile.ts';
import { recipeByName } from './training/recipes.ts';
import { describe, trainHead, type HeadTraining } from './training/trainHead.ts';

export interface LabeledImage extends EngineImage {
  /** Index of the image's class in `classes`. */
  label: number;
}

export interface TrainRequest {
  images: readonly LabeledImage[];
  /** Names of the classes, at least two. */
  classes: string[];
  recipe: RecipeName;
  seed: number;
  /** Where features are cached; may be shared by many runs. */
  cacheFolder: string;
  /** Of this run alone: gets the checkpoint and, at the end, the model. */
  modelFolder: string;
}

export interface TrainResult {
  modelFile: string;
  /** Images that could be read and were trained on. */
  imageCount: number;
  history: ModelDescription['history'];
}

/** Where a run's finished model lies. */
export function modelFileIn(modelFolder: string): string {
  return join(modelFolder, 'model.safetensors');
}

/**
 * Trains by the recipe. Interrupted at any moment and called again with the same request, it goes on where it was and
 * ends with the same model as one that was not interrupted.
 *
 * @throws BoxwrightError `cancelled`; `unreadable-image` when no image could be read; `resource-damaged`.
 */
export async function trainModel(request: TrainRequest, context: EngineContext = {}): Promise<TrainResult> {
  const { classes, seed, modelFolder } = request;
  const recipe = recipeByName[request.recipe];
  const cache = openFeatureCache(request.cacheFolder, recipe.padding);
  const images = await ensureFeatures(request.images, cache, recipe.padding, context);
  if (images.length === 0) {
    throw new BoxwrightError(
      'unreadable-image',
      'None of the images could be read. Are they still where they were?',
    );
  }
  mkdirSync(modelFolder, { recursive: true });
  const training: HeadTraining = {
    samples: images.map(({ contentHash, label }) => ({ contentHash, label })),
    classes,
    recipe,
    seed,
    cache,
    shape: { classes: classes.length, channels: CHANNELS, grid: GRID },
    checkpointFile: join(modelFolder, 'checkpoint.safetensors'),
  };
  const { head, history } = await trainHead(training, context);
  const modelFile = modelFileIn(modelFolder);
  saveModel(modelFile, { description: describe(training, history), tensors: head.toTensors() });
  head.dispose();
  return { modelFile, imageCount: images.length, history };
}
