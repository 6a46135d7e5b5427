/** The engine's prediction job: a model and images in, a box for each image out. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { BoxwrightError, throwIfCancelled } from '../../shared/errors.ts';
import type { BoxRule, ImageToPredict, PredictRequest as EngineRequest } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { stageNames } from '../../shared/stages.ts';
import { loadBackbone } from './backbones/loadBackbone.ts';
import type { CiCamHead } from './ciCam/head.ts';
import { extractFeatures, type ViewFeatures } from './features/extractFeatures.ts';
import type { FeatureCache } from './features/featureCache.ts';
import { CHANNELS, FeatureStore, GRID } from './features/featureStore.ts';
import { ensureFeatures } from './features/mixed6eFeatures.ts';
import { predictBatch, type Found } from './prediction/predictBatch.ts';
import { inScope, tf } from './tensorflow.ts';
import { headOf, loadModel, type ModelDescription } from './training/modelFile.ts';

const BATCH = 16;

/** As the engine's PredictRequest; more may be known of each image than the engine needs. */
export interface PredictRequest<I extends ImageToPredict> extends Omit<EngineRequest, 'images'> {
  images: readonly I[];
}

export interface PredictedImage<I> {
  image: I;
  prediction: Found;
}

type ImageFeatures<I extends ImageToPredict> = Pick<ViewFeatures<I>, 'image' | 'features'>;

function open(modelFile: string): { head: CiCamHead; description: ModelDescription } {
  const model = loadModel(modelFile);
  if (!model) throw new BoxwrightError('no-model', `There is no model at ${modelFile}. Train first.`);
  return { head: headOf(model), description: model.description };
}

/** Names of the model's classes in the order of its class indices. @throws BoxwrightError `no-model`. */
export function modelClasses(modelFile: string): string[] {
  const { head, description } = open(modelFile);
  head.dispose();
  return description.classes;
}

/**
 * Predicts the images in the order given, a batch at a time; those that cannot be read are reported as `image-failed`.
 *
 * @throws BoxwrightError `no-model`, `resource-damaged`; `cancelled` between two batches.
 */
export async function* predictImages<I extends ImageToPredict>(
  request: PredictRequest<I>,
  context: EngineContext = {},
): AsyncGenerator<PredictedImage<I>[]> {
  const { head, description } = open(request.modelFile);
  const rule = { ...description, ...request.rule };
  let done = 0;
  try {
    for await (const batch of featuresOf(request, description, context)) {
      yield predict(head, rule, batch);
      done += batch.length;
      const { length: total } = request.images;
      context.onEvent?.({ kind: 'progress', stage: stageNames.predict, done, total });
    }
  } finally {
    head.dispose();
  }
}

/** New images are looked at as the box rule needs them: whole. */
const VIEW = 'full';

async function* featuresOf<I extends ImageToPredict>(
  { images, cacheFolder }: PredictRequest<I>,
  { padding }: ModelDescription,
  context: EngineContext,
): AsyncGenerator<ImageFeatures<I>[]> {
  if (cacheFolder !== undefined) {
    const store = new FeatureStore(cacheFolder, padding);
    yield* cachedFeatures(
      await ensureFeatures(images, () => [VIEW], store, context),
      store.of(VIEW),
      context,
    );
    return;
  }
  const backbone = loadBackbone(padding);
  const views = images.map((image) => ({ image, view: VIEW }) as const);
  try {
    yield* extractFeatures(backbone, views, context);
  } finally {
    backbone.dispose();
  }
}

async function* cachedFeatures<I extends ImageToPredict>(
  images: I[],
  cache: FeatureCache,
  { signal }: EngineContext,
): AsyncGenerator<ImageFeatures<I>[]> {
  for (let start = 0; start < images.length; start += BATCH) {
    throwIfCancelled(signal);
    await yieldToEvents();
    yield images.slice(start, start + BATCH).map((image) => {
      const features = new Float32Array(cache.size);
      cache.read(image.contentHash, features, 0);
      return { image, features };
    });
  }
}

function predict<I extends ImageToPredict>(
  head: CiCamHead,
  rule: BoxRule,
  batch: ImageFeatures<I>[],
): PredictedImage<I>[] {
  if (batch.length === 0) return [];
  const predictions = inScope(() => {
    const rows = batch.map(({ features }) => tf.tensor3d(features, [GRID, GRID, CHANNELS]));
    const images = batch.map(({ image }) => image);
    return predictBatch(head, rule, tf.stack(rows) as tf.Tensor4D, images);
  });
  return batch.flatMap(({ image }, i) => {
    const prediction = predictions[i];
    return prediction ? [{ image, prediction }] : [];
  });
}
