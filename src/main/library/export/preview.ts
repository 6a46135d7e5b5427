/** What an export would write, before anything is: counts over all images, and a real one of the first few. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ExportPreview, ExportRequest, ReviewCounts } from '../../../shared/appDomain.ts';
import type { ImageRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import { uprightCopyFacts } from '../../imaging/uprightCopy.ts';
import { nothingToExport, refuseOriginalsIn } from './exportProject.ts';
import type { ExportFormat } from './format.ts';
import type { PlaceImage } from './images.ts';
import { FileNames } from './names.ts';
import { ruleOf } from './options.ts';
import type { ExportRule } from './options.ts';
import { readSample, treeOf } from './previewFiles.ts';
import { findFormat } from './registry.ts';
import { checkTarget } from './replaceFolder.ts';
import { selectBoxes } from './select.ts';
import type { ExportSource, ImageWithBoxes } from './source.ts';
import { allInTrain, splitOf, usedSplits } from './splits.ts';
import type { SplitName } from './splits.ts';
import { writeFormat } from './writeFormat.ts';

/** Images of the first split in the sample; of every other split there is one. */
const sampleSize = 2;

/** @throws BoxwrightError `usage` for an unknown format. */
export async function exportPreview(source: ExportSource, request: ExportRequest): Promise<ExportPreview> {
  const format = findFormat(request.format);
  const { rule, fault } = checkedRule(request);
  const out = resolve(request.out);
  const survey = new Survey(rule, await realpath(out).catch(() => out));
  const names = new FileNames(survey.walk(source));
  const { images, boxes, available, withoutBoxes, splits } = survey;
  const obstacle =
    fault ?? (await obstacleAt(out)) ?? survey.obstacle ?? (images === 0 ? nothingToExport : null);
  const written = await writeSample({ source, rule, names, format, entries: survey.sample(), splits });
  return { ...{ images, boxes, available, withoutBoxes, splits }, ...written, obstacle };
}

/** Shares that make no sense are an obstacle, not an error: a person may be in the middle of typing them. */
function checkedRule(request: ExportRequest): { rule: ExportRule; fault: string | null } {
  const { format, out, ...options } = request;
  try {
    return { rule: ruleOf({ formats: [format], out, ...options }), fault: null };
  } catch (error) {
    if (!(error instanceof BoxwrightError)) throw error;
    return { rule: { ...options, splits: allInTrain }, fault: error.message };
  }
}

async function obstacleAt(out: string): Promise<string | null> {
  try {
    await checkTarget(out);
    return null;
  } catch (error) {
    if (error instanceof BoxwrightError) return error.message;
    throw error;
  }
}

/** Counts as an export goes over the images. Originals that were missing before are taken to be missing still. */
class Survey {
  images = 0;
  boxes = 0;
  withoutBoxes = 0;
  readonly available: ReviewCounts = { unreviewed: 0, accepted: 0, edited: 0, rejected: 0 };
  readonly splits: Record<SplitName, number> = { train: 0, val: 0, test: 0 };
  obstacle: string | null = null;
  readonly #rule: ExportRule;
  readonly #out: string;
  readonly #samples = new Map<SplitName, ImageWithBoxes[]>();

  /** @param out the export's folder, with links followed. */
  constructor(rule: ExportRule, out: string) {
    this.#rule = rule;
    this.#out = out;
  }

  *walk(source: ExportSource): Generator<ImageRecord> {
    for (const entry of source.iterateImagesWithBoxes()) {
      this.#count(entry);
      yield entry.image;
    }
  }

  /** The first images with boxes of every split, those of the first split first. */
  sample(): ImageWithBoxes[] {
    return usedSplits(this.#rule.splits).flatMap((split, i) =>
      (this.#samples.get(split) ?? []).slice(0, i === 0 ? sampleSize : 1),
    );
  }

  #count(entry: ImageWithBoxes): void {
    const { image } = entry;
    this.obstacle ??= lieIn(this.#out, image);
    for (const { review, score } of entry.boxes) {
      if (review !== 'unreviewed' || (score ?? 1) >= this.#rule.minScore) this.available[review] += 1;
    }
    const count = selectBoxes(image, entry.boxes, this.#rule).boxes.length;
    if (count === 0) this.withoutBoxes += 1;
    if ((count === 0 && !this.#rule.imagesWithoutBoxes) || image.status === 'missing') return;
    const split = splitOf(image.contentHash, this.#rule.splits);
    this.images += 1;
    this.boxes += count;
    this.splits[split] += 1;
    this.#offer(split, entry, count > 0);
  }

  #offer(split: SplitName, entry: ImageWithBoxes, hasBoxes: boolean): void {
    const kept = this.#samples.get(split) ?? [];
    // Images without boxes only stand in for what is not there.
    const before = hasBoxes ? kept.filter(({ boxes }) => boxes.length > 0) : kept;
    if (before.length < sampleSize) this.#samples.set(split, [...before, entry]);
  }
}

function lieIn(out: string, image: ImageRecord): string | null {
  try {
    refuseOriginalsIn(out, image);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

interface SamplePlan {
  source: ExportSource;
  rule: ExportRule;
  names: FileNames;
  format: ExportFormat;
  entries: ImageWithBoxes[];
  splits: Record<SplitName, number>;
}

async function writeSample(
  plan: SamplePlan,
): Promise<Pick<ExportPreview, 'tree' | 'sample' | 'sampleImageId'>> {
  const { source, rule, names, format, entries, splits } = plan;
  const [first] = entries;
  if (first === undefined) return { tree: [], sample: null, sampleImageId: null };
  const folder = await mkdtemp(join(tmpdir(), 'boxwright-preview-'));
  try {
    const few = { name: source.name, classes: () => source.classes(), iterateImagesWithBoxes: () => entries };
    const items = { source: few, rule, names, placeImage: placeNothing, folder, format };
    await writeFormat(items, { extras: [], problems: new Map(), onImage: () => undefined });
    const written = entries.map(({ image }) => ({
      stem: names.of(image),
      split: splitOf(image.contentHash, rule.splits),
    }));
    return {
      tree: await treeOf(folder, format, written, splits),
      sample: await readSample(folder, format, written[0]),
      sampleImageId: first.image.id,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Stands in for copying a picture: says what the copy would be. */
const placeNothing: PlaceImage = async ({ path }) => {
  const facts = await uprightCopyFacts(path).catch(() => ({ extension: '.jpg', channels: 3 }));
  return { extension: facts.extension, depth: facts.channels, change: null };
};
