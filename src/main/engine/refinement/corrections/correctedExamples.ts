/**
 * What a corrected image teaches: outside of all of its boxes there is no object. Inside, GrabCut with the box as its frame
 * says what the object is, where the outline fills the box; and whatever it is, it reaches all four sides.
 */
import type { CorrectedImage } from '../../../../shared/engine.ts';
import type { EngineContext } from '../../../../shared/engineEvents.ts';
import type { Box } from '../../../../shared/geometry.ts';
import { throwIfCancelled } from '../../../../shared/errors.ts';
import type { ScoreMap } from '../../../../shared/scoreMap.ts';
import type { CompactReader } from '../features/compactReader.ts';
import type { ForegroundHead } from '../foregroundHead.ts';
import { inParallel } from '../inParallel.ts';
import { maskBox } from '../maskMeasures.ts';
import type { Outliner } from '../outlines.ts';
import { probabilityMaps } from '../probabilityMaps.ts';
import { refinementSettings } from '../settings.ts';
import { targetOf } from '../target.ts';
import { headGrid } from '../targetGrid.ts';
import { TRIMAP } from '../trimap.ts';
import { upsampleTo } from '../upsampleTo.ts';
import { boxCells, coverage, type BoxCells } from './boxCells.ts';

/** An image of a step of learning from corrections. */
export interface CorrectionExample {
  contentHash: string;
  /** The object on the head's grid, 255 where a cell is its own: row-major [cells, cells]. */
  target: Uint8Array;
  /** How far each cell's target is to be met, of 255: [cells, cells]. */
  certainty: Uint8Array;
  /** The boxes that the object, or each of them, is to fill; none where only the target counts. */
  boxes: readonly BoxCells[];
}

export interface CorrectionTools {
  head: ForegroundHead;
  reader: Pick<CompactReader, 'batch'>;
  outliner: Outliner;
}

/** Views that the head is asked for at a time. */
const BATCH = 16;

/** The head's maps of some images, a batch at a time. */
export async function* mapsOf<I extends { contentHash: string }>(
  images: readonly I[],
  { head, reader }: Pick<CorrectionTools, 'head' | 'reader'>,
  { signal }: EngineContext,
): AsyncGenerator<{ image: I; map: ScoreMap }[]> {
  for (let start = 0; start < images.length; start += BATCH) {
    throwIfCancelled(signal);
    const batch = images.slice(start, start + BATCH);
    const keys = batch.map(({ contentHash }) => ({ contentHash, view: 'full' as const }));
    const maps = probabilityMaps(head, reader.batch(keys));
    yield batch.map((image, i) => ({ image, map: maps[i]! }));
    // Others wait for this process too.
    await new Promise(setImmediate);
  }
}

/** One example for each image, in order. */
export async function correctedExamples(
  images: readonly CorrectedImage[],
  tools: CorrectionTools,
  context: EngineContext,
): Promise<CorrectionExample[]> {
  const examples: CorrectionExample[] = [];
  for await (const batch of mapsOf(images, tools, context)) {
    const work = ({ image, map }: (typeof batch)[number]) => exampleOf(image, map, tools.outliner);
    examples.push(...(await inParallel(batch, tools.outliner.width, work, context.signal)));
  }
  return examples;
}

async function exampleOf(
  image: CorrectedImage,
  map: ScoreMap,
  outliner: Outliner,
): Promise<CorrectionExample> {
  const { grabCut, leastFill } = refinementSettings.corrections;
  const probability = upsampleTo(map, grabCut.size);
  const frames = image.boxes.map((box) => frameOf(box, image, grabCut.size));
  const trimaps = frames.map((frame) => frameTrimap(probability, frame, grabCut.size));
  // An original that cannot be read any more still has its boxes.
  const masks = (await outliner.cut(image.path, trimaps, grabCut)) ?? [];
  const filled = frames.map((frame, i) => {
    const box = masks[i] && maskBox(masks[i], grabCut.size);
    return box ? (box.w * box.h) / (frame.w * frame.h) >= leastFill : false;
  });
  const boxes = image.boxes.map((box) => boxCells(box, image, headGrid));
  const { cells } = headGrid;
  const target = unionTarget(masks.filter((_, i) => filled[i]));
  const unknown = coverage(
    boxes.filter((_, i) => !filled[i]),
    cells,
  );
  const certainty = Uint8Array.from(unknown, (share) => Math.round(255 * (1 - share)));
  return { contentHash: image.contentHash, target, certainty, boxes };
}

/** Where a box lies on the square that outlines are cut on, in whole pixels, at least one. */
function frameOf(box: Box, image: { width: number; height: number }, size: number): Box {
  const side = (from: number, length: number, whole: number) => {
    const start = Math.min(Math.max(Math.round((from / whole) * size), 0), size - 1);
    const end = Math.min(Math.max(Math.round(((from + length) / whole) * size), start + 1), size);
    return { start, length: end - start };
  };
  const [across, down] = [side(box.x, box.w, image.width), side(box.y, box.h, image.height)];
  return { x: across.start, y: down.start, w: across.length, h: down.length };
}

/** Least share of a frame that is to be probable foreground: with less the head has not found the object at all. */
const LEAST_FOUND = 0.1;

/**
 * Surely background outside of the frame; inside, what is more probable than the masks' `probable` is probably foreground,
 * or all of it where that is next to nothing.
 */
export function frameTrimap(probability: Float32Array, { x, y, w, h }: Box, size: number): Uint8Array {
  const { probable } = refinementSettings.masks.levels;
  const trimap = new Uint8Array(size * size).fill(TRIMAP.background);
  const inside = function* () {
    for (let row = y; row < y + h; row += 1)
      for (let column = x; column < x + w; column += 1) yield row * size + column;
  };
  let found = 0;
  for (const pixel of inside()) if (probability[pixel]! > probable) found += 1;
  const isLost = found < LEAST_FOUND * w * h;
  for (const pixel of inside()) {
    const isProbable = isLost || probability[pixel]! > probable;
    trimap[pixel] = isProbable ? TRIMAP.probableForeground : TRIMAP.probableBackground;
  }
  return trimap;
}

/** What at least one of the masks shows, on the head's grid. */
function unionTarget(masks: readonly Uint8Array[]): Uint8Array {
  const target = new Uint8Array(headGrid.cells ** 2);
  for (const mask of masks)
    targetOf([mask], headGrid).forEach((value, i) => (target[i] = Math.max(target[i]!, value)));
  return target;
}
