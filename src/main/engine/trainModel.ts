/** The engine's training job: images with class labels in, a model file out. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL_FILE, type TrainRequest, type TrainResult } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { CHANNELS, FeatureStore, GRID } from './features/featureStore.ts';
import { prepareImages } from './prepareImages.ts';
import { loadOrDiscard, saveModel } from './training/modelFile.ts';
import { recipeByName } from './training/recipes.ts';
import { describe, trainHead, type HeadTraining } from './training/trainHead.ts';
import { trainingViews } from './training/trainingViews.ts';

/**
 * Trains by the recipe. Interrupted at any moment and called again with the same request, it goes on where it was and
 * ends with the same model as one that was not interrupted; once finished, it only says so again. Stopped by
 * `context.stop`, it ends with the model of its last whole epoch, and a later call goes on from there.
 *
 * @throws BoxwrightError `cancelled`, also when stopped before the first whole epoch; `unreadable-image` when no image
 *   could be read; `resource-damaged` for the backbone or cached features. A damaged model or checkpoint is made anew.
 */
export async function trainModel(request: TrainRequest, context: EngineContext = {}): Promise<TrainResult> {
  const modelFile = join(request.modelFolder, MODEL_FILE);
  const checkpointFile = join(request.modelFolder, 'checkpoint.safetensors');
  const { epochs } = recipeByName[request.recipe];
  const earlier = loadOrDiscard(modelFile)?.description;
  if (earlier && earlier.epochsDone >= epochs) {
    // A kill between the model's last byte and the end of its run leaves the checkpoint behind.
    rmSync(checkpointFile, { force: true });
    return { modelFile, wasTrained: true, history: earlier.history, epochs };
  }
  const training = await prepare(request, checkpointFile, context);
  const { head, history } = await trainHead(training, context);
  saveModel(modelFile, { description: describe(training, history), tensors: head.toTensors() });
  head.dispose();
  if (history.length >= epochs) rmSync(checkpointFile, { force: true });
  return { modelFile, wasTrained: false, history, epochs };
}

async function prepare(
  request: TrainRequest,
  checkpointFile: string,
  context: EngineContext,
): Promise<HeadTraining> {
  const { classes, seed, cacheFolder, modelFolder, sampleIds = [] } = request;
  const recipe = recipeByName[request.recipe];
  const watched = { watched: sampleIds };
  const images = await prepareImages(
    request.images,
    request.recipe,
    cacheFolder,
    untilStopped(context),
    watched,
  );
  mkdirSync(modelFolder, { recursive: true });
  const features = new FeatureStore(cacheFolder, recipe.padding);
  const trainedOn = trainingViews(recipe, request.images);
  const isSample = new Set(sampleIds);
  return {
    samples: images.flatMap((image) =>
      trainedOn(image).mixed6e.map((view) => ({
        contentHash: image.contentHash,
        label: image.label,
        view,
      })),
    ),
    classes,
    recipe,
    seed,
    features,
    shape: { classes: classes.length, channels: CHANNELS, grid: GRID },
    checkpointFile,
    watched: images.filter(({ id }) => isSample.has(id)),
  };
}

/** Before training has begun there is no whole epoch to keep: a stop is a cancel. */
function untilStopped(context: EngineContext): EngineContext {
  const signals = [context.signal, context.stop].filter((signal) => signal !== undefined);
  return signals.length === 0 ? context : { ...context, signal: AbortSignal.any(signals) };
}
