/** The engine's training job: images with class labels in, a model file out. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecipeName } from '../../shared/domain.ts';
import type { EngineContext, EngineImage } from '../../shared/engineEvents.ts';
import { CHANNELS, FeatureStore, GRID } from './features/mixed6eFeatures.ts';
import { prepareImages } from './prepareImages.ts';
import { loadOrDiscard, saveModel, type ModelDescription } from './training/modelFile.ts';
import { recipeByName, viewsFor } from './training/recipes.ts';
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
  /** True when an earlier call had finished this model already. */
  wasTrained: boolean;
  /** Mean loss and share of right top-1 classes in each epoch. */
  history: ModelDescription['history'];
}

/** Where a run's finished model lies. */
export function modelFileIn(modelFolder: string): string {
  return join(modelFolder, 'model.safetensors');
}

/**
 * Trains by the recipe. Interrupted at any moment and called again with the same request, it goes on where it was and
 * ends with the same model as one that was not interrupted; once finished, it only says so again.
 *
 * @throws BoxwrightError `cancelled`; `unreadable-image` when no image could be read; `resource-damaged` for the backbone
 *   or cached features. A damaged model or checkpoint is made anew.
 */
export async function trainModel(request: TrainRequest, context: EngineContext = {}): Promise<TrainResult> {
  const modelFile = modelFileIn(request.modelFolder);
  const checkpointFile = join(request.modelFolder, 'checkpoint.safetensors');
  const finished = loadOrDiscard(modelFile);
  if (finished) {
    // A kill between the model's last byte and the end of its run leaves the checkpoint behind.
    rmSync(checkpointFile, { force: true });
    return { modelFile, wasTrained: true, history: finished.description.history };
  }
  const training = await prepare(request, checkpointFile, context);
  const { head, history } = await trainHead(training, context);
  saveModel(modelFile, { description: describe(training, history), tensors: head.toTensors() });
  head.dispose();
  rmSync(checkpointFile, { force: true });
  return { modelFile, wasTrained: false, history };
}

async function prepare(
  request: TrainRequest,
  checkpointFile: string,
  context: EngineContext,
): Promise<HeadTraining> {
  const { classes, seed, cacheFolder, modelFolder } = request;
  const recipe = recipeByName[request.recipe];
  const images = await prepareImages(request.images, request.recipe, cacheFolder, context);
  mkdirSync(modelFolder, { recursive: true });
  return {
    samples: images.flatMap(({ contentHash, label }) =>
      viewsFor(recipe, contentHash).map((view) => ({ contentHash, label, view })),
    ),
    classes,
    recipe,
    seed,
    features: new FeatureStore(cacheFolder, recipe.padding),
    shape: { classes: classes.length, channels: CHANNELS, grid: GRID },
    checkpointFile,
  };
}
