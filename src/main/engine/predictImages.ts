/** The engine's prediction job: a model and images in, a box for each image out. */
import { dirname, join } from 'node:path';
import {
  REFINEMENT_FILE,
  type BoxRule,
  type ImageToPredict,
  type PredictRequest as EngineRequest,
} from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { stageNames } from '../../shared/stages.ts';
import type { CiCamHead } from './ciCam/head.ts';
import { CHANNELS, FeatureStore, GRID } from './features/featureStore.ts';
import { readViews, type KnownView } from './features/readViews.ts';
import { openModel } from './prediction/openModel.ts';
import { predictBatch, type Found } from './prediction/predictBatch.ts';
import { Refiner } from './refinement/refiner.ts';
import { refinementSettings } from './refinement/settings.ts';
import { inScope, tf } from './tensorflow.ts';

/** As the engine's PredictRequest; more may be known of each image than the engine needs. */
export interface PredictRequest<I extends ImageToPredict> extends Omit<EngineRequest, 'images'> {
  images: readonly I[];
}

export interface PredictedImage<I> {
  image: I;
  prediction: Found;
}

/** Names of the model's classes in the order of its class indices. @throws BoxwrightError `no-model`. */
export function modelClasses(modelFile: string): string[] {
  const { head, description } = openModel(modelFile);
  head.dispose();
  return description.classes;
}

/**
 * Predicts the images in the order given, a batch at a time; those that cannot be read are reported as `image-failed`. Where
 * a refinement lies beside the model, boxes are refined, unless that is not wanted.
 *
 * @throws BoxwrightError `no-model`, `resource-damaged`; `cancelled` between two batches.
 */
export async function* predictImages<I extends ImageToPredict>(
  request: PredictRequest<I>,
  context: EngineContext = {},
): AsyncGenerator<PredictedImage<I>[]> {
  const { images, modelFile, cacheFolder, refine = true, rule = {} } = request;
  const { head, description } = openModel(modelFile);
  const { padding } = description;
  const refiner = refine ? refinerOf(request) : null;
  const store = cacheFolder === undefined ? null : new FeatureStore(cacheFolder, padding);
  const wanted = { view: 'full', mixed6e: true, compact: refiner !== null } as const;
  const tasks = images.map((image) => ({ image, ...wanted }));
  let done = 0;
  try {
    for await (const views of readViews(tasks, store, padding, context)) {
      const rough = predictRoughly(head, { ...description, ...rule }, views);
      yield refiner ? refined(refiner, rule.theta ?? refinementSettings.threshold, views, rough) : rough;
      done += views.length;
      context.onEvent?.({ kind: 'progress', stage: stageNames.predict, done, total: images.length });
    }
  } finally {
    head.dispose();
    refiner?.dispose();
  }
}

/** null where there is nothing that refines. @throws BoxwrightError `resource-damaged`. */
function refinerOf({ modelFile, refinementFile }: Pick<EngineRequest, 'modelFile' | 'refinementFile'>) {
  return Refiner.open(refinementFile ?? join(dirname(modelFile), REFINEMENT_FILE));
}

/** By CI-CAM alone: of each view, in order. */
function predictRoughly<I extends ImageToPredict>(
  head: CiCamHead,
  rule: BoxRule,
  views: readonly KnownView<I>[],
): PredictedImage<I>[] {
  if (views.length === 0) return [];
  const images = views.map(({ task }) => task.image);
  const predictions = inScope(() => {
    const rows = views.map(({ mixed6e }) => tf.tensor3d(mixed6e!, [GRID, GRID, CHANNELS]));
    return predictBatch(head, rule, tf.stack(rows) as tf.Tensor4D, images);
  });
  return images.map((image, i) => ({ image, prediction: predictions[i]! }));
}

function refined<I extends ImageToPredict>(
  refiner: Refiner,
  theta: number,
  views: readonly KnownView<I>[],
  rough: readonly PredictedImage<I>[],
): PredictedImage<I>[] {
  const toRefine = rough.map(({ image, prediction: found }, i) => ({
    found,
    image,
    compact: views[i]!.compact!,
  }));
  const predictions = refiner.refine(toRefine, theta);
  return rough.map(({ image }, i) => ({ image, prediction: predictions[i]! }));
}
