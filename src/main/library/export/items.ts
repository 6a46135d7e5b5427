/** The way of every image through an export: boxes chosen, picture written, receipt kept, handed to the format. */
import { join } from 'node:path';
import type { ImageRecord, ProblemRecord } from '../../../shared/domain.ts';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { ExportFormat, ExportItem } from './format.ts';
import type { PlaceImage } from './images.ts';
import { inOrder } from '../inOrder.ts';
import type { FileNames } from './names.ts';
import type { ExportRule } from './options.ts';
import { selectBoxes } from './select.ts';
import type { ExportSource, ImageWithBoxes } from './source.ts';
import { splitOf } from './splits.ts';

export interface ItemPlan {
  source: ExportSource;
  rule: ExportRule;
  names: FileNames;
  placeImage: PlaceImage;
  folder: string;
  format: ExportFormat;
  signal?: AbortSignal | undefined;
}

/** What became of one image. */
export interface ImageOutcome {
  image: ImageRecord;
  /** null when the image was left out. */
  item: ExportItem | null;
  clipped: number;
  dropped: number;
  /** Why the picture is not the original's bytes; null when it is. */
  change: string | null;
  /** Set when the original is gone, changed or unreadable. */
  problem: ProblemRecord | null;
}

// Enough to keep two cores at work and a disk waiting; more would only hold more pictures in memory.
const imagesAtOnce = 4;

/** Yields what is to be written, in the source's order, after `onOutcome` has heard of it. */
export async function* exportItems(
  plan: ItemPlan,
  onOutcome: (outcome: ImageOutcome) => Promise<void>,
): AsyncGenerator<ExportItem> {
  const entries = plan.source.iterateImagesWithBoxes();
  for await (const outcome of inOrder(entries, imagesAtOnce, (entry) => exportImage(entry, plan))) {
    throwIfCancelled(plan.signal);
    await onOutcome(outcome);
    if (outcome.item) yield outcome.item;
  }
}

async function exportImage({ image, boxes: all }: ImageWithBoxes, plan: ItemPlan): Promise<ImageOutcome> {
  const { rule, format, folder, names } = plan;
  const { boxes, clipped, dropped } = selectBoxes(image, all, rule);
  const leftOut = { image, item: null, clipped: 0, dropped, change: null, problem: null };
  if (boxes.length === 0 && !rule.imagesWithoutBoxes) return leftOut;
  const stem = names.of(image);
  const split = splitOf(image.contentHash, rule.splits);
  const placed = await plan.placeImage(image, (extension) =>
    join(folder, ...format.imagePath(stem + extension, split).split('/')),
  );
  if ('kind' in placed) return { ...leftOut, problem: placed };
  const { extension, depth, change } = placed;
  const item = { image, fileName: stem + extension, stem, split, boxes, depth };
  return { image, item, clipped, dropped, change, problem: null };
}
