/** The engine in this process: the one face of its facades. TensorFlow is loaded by the first call that needs it. */
import type { Engine, ImagePrediction, PredictRequest, RefinementFacts } from '../../shared/engine.ts';
import { COMPACT_VERSION, FEATURE_VERSION } from './features/featureStore.ts';
import { refinementSettings } from './refinement/settings.ts';
import { countWork } from './refinement/workCounts.ts';
import { recipeByName } from './training/recipes.ts';

export function localEngine(): Engine {
  return {
    async info() {
      return (await import('./tensorflow.ts')).describeTensorFlow();
    },
    recipe(name) {
      const { epochs, batchSize, theta, ...rest } = recipeByName[name];
      const params = { epochs, batchSize, theta, ...rest, featureVersion: FEATURE_VERSION };
      return Promise.resolve({ epochs, batchSize, theta, params, refinement: refinementFacts() });
    },
    countWork: (request) => Promise.resolve(countWork(request)),
    async prepare({ images, recipe, cacheFolder, refine, sampleIds = [] }, context) {
      const { prepareImages } = await import('./prepareImages.ts');
      const options = { refine, watched: sampleIds };
      return (await prepareImages(images, recipe, cacheFolder, context, options)).map(({ id }) => id);
    },
    async train(request, context) {
      return (await import('./trainModel.ts')).trainModel(request, context);
    },
    async refine(request, context) {
      return (await import('./refineModel.ts')).refineModel(request, context);
    },
    async learn(request, context) {
      return (await import('./learnModel.ts')).learnModel(request, context);
    },
    async predict(request, context, onBatch) {
      for await (const batch of predictions(request, context)) onBatch(batch);
    },
    async modelClasses(modelFile) {
      return (await import('./predictImages.ts')).modelClasses(modelFile);
    },
    async measure(request, context) {
      const started = performance.now();
      const { measureSpeed } = await import('./measureSpeed.ts');
      return measureSpeed(request, context, (performance.now() - started) / 1000);
    },
  };
}

function refinementFacts(): RefinementFacts {
  // A run is what it is whatever is learned from corrections later.
  const { corrections: _, ...settings } = refinementSettings;
  const { rounds, threshold, trainingImages } = settings;
  const params = { settings, compactVersion: COMPACT_VERSION };
  return { rounds: rounds.length, threshold, trainingImages, params };
}

async function* predictions(
  request: PredictRequest,
  context: Parameters<Engine['predict']>[1],
): AsyncGenerator<ImagePrediction[]> {
  const { predictImages } = await import('./predictImages.ts');
  for await (const batch of predictImages(request, context))
    yield batch.map(({ image, prediction }) => ({ imageId: image.id, ...prediction }));
}
