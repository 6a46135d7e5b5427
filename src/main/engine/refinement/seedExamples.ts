/** What round 1 learns from: outlines that GrabCut grows from where the class and the folder's common object are. */
import type { BoxRule, LabeledImage } from '../../../shared/engine.ts';
import type { EngineContext } from '../../../shared/engineEvents.ts';
import type { MapGrid } from '../../../shared/scoreMap.ts';
import { stageNames } from '../../../shared/stages.ts';
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import type { CiCamHead } from '../ciCam/head.ts';
import { GRID, type FeatureStore } from '../features/featureStore.ts';
import { classEvidence, featureBatches, type FeatureBatch } from './classEvidence.ts';
import { descriptorMap, type DescriptorTransform } from './descriptorTransform.ts';
import type { ForegroundExample } from './headTraining.ts';
import { inParallel } from './inParallel.ts';
import type { Outliner } from './outlines.ts';
import { seedMap } from './seedMap.ts';
import { seedTrimap } from './seedTrimap.ts';
import { refinementSettings } from './settings.ts';
import { seedWeight, targetOf } from './target.ts';
import { headGrid } from './targetGrid.ts';
import { upsampleTo } from './upsampleTo.ts';

export interface SeedTools {
  head: CiCamHead;
  rule: BoxRule;
  transform: DescriptorTransform;
  store: FeatureStore;
  outliner: Outliner;
}

/** d, the folder's common object, and c, that and the class: row-major [17, 17] each. */
interface Seeds {
  image: LabeledImage;
  descriptor: Float32Array;
  both: Float32Array;
}

/** An example for each image, in order; one of an image that cannot be read any more weighs nothing. */
export async function seedExamples(
  images: readonly LabeledImage[],
  tools: SeedTools,
  context: EngineContext,
): Promise<ForegroundExample[]> {
  const examples: ForegroundExample[] = [];
  for await (const batch of featureBatches(images, tools.store.of('full'), context.signal)) {
    const { width } = tools.outliner;
    const work = (seeds: Seeds) => exampleOf(seeds, tools.outliner);
    examples.push(...(await inParallel(seedsOf(batch, tools), width, work, context.signal)));
    context.onEvent?.({
      kind: 'progress',
      stage: stageNames.refine,
      done: examples.length,
      total: images.length,
    });
  }
  return examples;
}

function seedsOf(batch: FeatureBatch<LabeledImage>, { head, rule, transform }: SeedTools): Seeds[] {
  const evidence = classEvidence(head, rule, batch);
  const descriptors = descriptorMap(transform, batch.features);
  const cells = GRID * GRID;
  return batch.images.map((image, i) => {
    const descriptor = descriptors.subarray(i * cells, (i + 1) * cells);
    return { image, descriptor, both: seedMap(descriptor, evidence[i]!.activation) };
  });
}

async function exampleOf({ image, descriptor, both }: Seeds, outliner: Outliner): Promise<ForegroundExample> {
  const { grabCut, levels } = refinementSettings.seeds;
  const trimaps = [descriptor, both].map((map) => seedTrimap(upsampleTo(grid(map), grabCut.size), levels));
  const { contentHash } = image;
  const masks = await outliner.cut(image.path, trimaps, grabCut);
  if (!masks) return { contentHash, target: new Uint8Array(headGrid.cells ** 2), weight: 0 };
  return { contentHash, target: targetOf(masks, headGrid), weight: seedWeight(masks[0]!, masks[1]!) };
}

function grid(values: Float32Array): MapGrid {
  return { height: GRID, width: GRID, values, geometry: GEOMETRY.mixed6e };
}
