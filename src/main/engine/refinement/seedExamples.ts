/** What round 1 learns from: outlines that GrabCut cuts where the images of the folder have something in common. */
import type { LabeledImage } from '../../../shared/engine.ts';
import type { EngineContext } from '../../../shared/engineEvents.ts';
import type { MapGrid } from '../../../shared/scoreMap.ts';
import { stageNames } from '../../../shared/stages.ts';
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import { GRID, type FeatureStore } from '../features/featureStore.ts';
import { CloserLook } from './closerLook.ts';
import { descriptorMap, type DescriptorTransform } from './descriptorTransform.ts';
import { featureBatches, type FeatureBatch } from './featureBatches.ts';
import type { ForegroundExample } from './headTraining.ts';
import { inParallel } from './inParallel.ts';
import type { Outliner } from './outlines.ts';
import { seedRegion } from './seedRegion.ts';
import { seedTrimap } from './seedTrimap.ts';
import { refinementSettings } from './settings.ts';
import { agreementWeight, targetOf } from './target.ts';
import { headGrid } from './targetGrid.ts';
import { upsampleTo } from './upsampleTo.ts';

export interface SeedTools {
  transform: DescriptorTransform;
  store: FeatureStore;
  outliner: Outliner;
}

interface Seeds {
  image: LabeledImage;
  /** d at each scale. */
  maps: MapGrid[];
}

/** An example for each image, in order; one of an image that cannot be read any more weighs nothing. */
export async function seedExamples(
  images: readonly LabeledImage[],
  { transform, store, outliner }: SeedTools,
  context: EngineContext,
): Promise<ForegroundExample[]> {
  const examples: ForegroundExample[] = [];
  const closer = new CloserLook(transform, store.padding);
  try {
    for await (const batch of featureBatches(images, store.of('full'), context.signal)) {
      const seeds = seedsOf(batch, transform, await closer.maps(batch.images));
      const work = (each: Seeds) => exampleOf(each, outliner);
      examples.push(...(await inParallel(seeds, outliner.width, work, context.signal)));
      const { length: done } = examples;
      context.onEvent?.({ kind: 'progress', stage: stageNames.refine, done, total: images.length });
    }
    return examples;
  } finally {
    closer.dispose();
  }
}

function seedsOf(
  { images, features }: FeatureBatch<LabeledImage>,
  transform: DescriptorTransform,
  closer: readonly (MapGrid | null)[],
): Seeds[] {
  const values = descriptorMap(transform, features);
  const cells = GRID * GRID;
  return images.map((image, i) => {
    const own = grid(values.subarray(i * cells, (i + 1) * cells));
    return { image, maps: [own, closer[i]].filter((map) => !!map) };
  });
}

async function exampleOf({ image, maps }: Seeds, outliner: Outliner): Promise<ForegroundExample> {
  const { deviations, grabCut, levels, weight } = refinementSettings.seeds;
  const trimaps = maps.map((map) => {
    const values = upsampleTo(map, grabCut.size);
    return seedTrimap(values, seedRegion(values, deviations), levels);
  });
  const { contentHash } = image;
  const masks = (await outliner.cut(image.path, trimaps, grabCut)) ?? [];
  const [first, last] = [masks[0], masks.at(-1)];
  if (!first || !last) return { contentHash, target: new Uint8Array(headGrid.cells ** 2), weight: 0 };
  return {
    contentHash,
    target: targetOf(masks, headGrid),
    weight: agreementWeight(first, last, weight),
  };
}

function grid(values: Float32Array): MapGrid {
  return { height: GRID, width: GRID, values, geometry: GEOMETRY.mixed6e };
}
