/** What the later rounds learn from: the head's own probabilities, brought to the edges in the photograph by GrabCut. */
import type { LabeledImage } from '../../../shared/engine.ts';
import type { EngineContext } from '../../../shared/engineEvents.ts';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { stageNames } from '../../../shared/stages.ts';
import type { ForegroundHead } from './foregroundHead.ts';
import type { CompactSource } from './headInput.ts';
import type { ForegroundExample } from './headTraining.ts';
import { inParallel } from './inParallel.ts';
import { largestComponent } from './largestComponent.ts';
import { maskAbove } from './maskMeasures.ts';
import type { Outliner } from './outlines.ts';
import { probabilityMaps } from './probabilityMaps.ts';
import { probabilityTrimap } from './probabilityTrimap.ts';
import { refinementSettings } from './settings.ts';
import { agreementWeight, targetOf } from './target.ts';
import { headGrid } from './targetGrid.ts';
import { upsampleTo } from './upsampleTo.ts';

/** Views that the head is asked for at a time. */
const BATCH = 16;

export interface RoundTools {
  head: ForegroundHead;
  reader: CompactSource;
  outliner: Outliner;
}

/** An example for each image, in order; one of an image that cannot be read any more weighs nothing. */
export async function roundExamples(
  images: readonly LabeledImage[],
  { head, reader, outliner }: RoundTools,
  context: EngineContext,
): Promise<ForegroundExample[]> {
  const examples: ForegroundExample[] = [];
  for (let start = 0; start < images.length; start += BATCH) {
    throwIfCancelled(context.signal);
    const batch = images.slice(start, start + BATCH);
    const keys = batch.map(({ contentHash }) => ({ contentHash, view: 'full' as const }));
    const maps = probabilityMaps(head, reader.batch(keys));
    const work = (image: LabeledImage, i: number) => exampleOf(image, maps[i]!, outliner);
    examples.push(...(await inParallel(batch, outliner.width, work, context.signal)));
    const { length: done } = examples;
    context.onEvent?.({ kind: 'progress', stage: stageNames.refine, done, total: images.length });
  }
  return examples;
}

async function exampleOf(
  { contentHash, path }: LabeledImage,
  map: ScoreMap,
  outliner: Outliner,
): Promise<ForegroundExample> {
  const { grabCut, levels, weight } = refinementSettings.masks;
  const probability = upsampleTo(map, grabCut.size);
  const masks = await outliner.cut(path, [probabilityTrimap(probability, levels)], grabCut);
  if (!masks) return { contentHash, target: new Uint8Array(headGrid.cells ** 2), weight: 0 };
  const mask = largestComponent(masks[0]!, grabCut.size);
  const region = maskAbove(probability, levels.probable);
  return { contentHash, target: targetOf([mask], headGrid), weight: agreementWeight(mask, region, weight) };
}
