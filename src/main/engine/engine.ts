/** The engine in this process: the one face of its facades. TensorFlow is loaded by the first call that needs it. */
import type { Engine, ImagePrediction, PredictRequest, PrepareRequest } from '../../shared/engine.ts';
import { FEATURE_VERSION, FeatureStore } from './features/featureStore.ts';
import { recipeByName, viewsFor } from './training/recipes.ts';

export function localEngine(): Engine {
  return {
    async info() {
      return (await import('./tensorflow.ts')).describeTensorFlow();
    },
    recipe(name) {
      const { epochs, batchSize, theta, ...rest } = recipeByName[name];
      const params = { epochs, batchSize, theta, ...rest, featureVersion: FEATURE_VERSION };
      return Promise.resolve({ epochs, batchSize, theta, params });
    },
    countViews: (request) => Promise.resolve(countViews(request)),
    async prepare({ images, recipe, cacheFolder }, context) {
      const { prepareImages } = await import('./prepareImages.ts');
      return (await prepareImages(images, recipe, cacheFolder, context)).map(({ id }) => id);
    },
    async train(request, context) {
      return (await import('./trainModel.ts')).trainModel(request, context);
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

function countViews({ images, recipe, cacheFolder }: PrepareRequest): { views: number; missing: number } {
  const chosen = recipeByName[recipe];
  const store = new FeatureStore(cacheFolder, chosen.padding);
  const all = images.flatMap(({ contentHash }) =>
    viewsFor(chosen, contentHash).map((view) => store.of(view).has(contentHash)),
  );
  return { views: all.length, missing: all.filter((isThere) => !isThere).length };
}

async function* predictions(
  request: PredictRequest,
  context: Parameters<Engine['predict']>[1],
): AsyncGenerator<ImagePrediction[]> {
  const { predictImages } = await import('./predictImages.ts');
  for await (const batch of predictImages(request, context))
    yield batch.map(({ image, prediction }) => ({ imageId: image.id, ...prediction }));
}
