/** Images whose boxes nobody put right: what the head says of them is to stay about as it is. */
import type { EngineContext, EngineImage } from '../../../../shared/engineEvents.ts';
import { mapsOf, type CorrectionExample, type CorrectionTools } from './correctedExamples.ts';

/** One example for each image, in order: the head's own probabilities, all of them to be met. */
export async function replayedExamples(
  images: readonly EngineImage[],
  tools: Pick<CorrectionTools, 'head' | 'reader'>,
  context: EngineContext,
): Promise<CorrectionExample[]> {
  const examples: CorrectionExample[] = [];
  for await (const batch of mapsOf(images, tools, context)) {
    for (const { image, map } of batch) {
      const target = Uint8Array.from(map.values, (p) => Math.round(255 * p));
      const certainty = new Uint8Array(target.length).fill(255);
      examples.push({ contentHash: image.contentHash, target, certainty, boxes: [] });
    }
  }
  return examples;
}
