/** One format of an export, with its manifest and its count of what was written and what was not. */
import { mkdir } from 'node:fs/promises';
import type { ProblemRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { ClassRename } from './format.ts';
import { exportItems } from './items.ts';
import type { ImageOutcome, ItemPlan } from './items.ts';
import { finishManifest, manifestEntry, openManifest } from './manifest.ts';
import { usedSplits } from './splits.ts';
import type { SplitName } from './splits.ts';

export interface FormatSummary {
  format: string;
  /** Absolute path. */
  folder: string;
  images: number;
  boxes: number;
  /** Images in each split that the export has. */
  splits: Partial<Record<SplitName, number>>;
  /** Boxes cut at the edge of their image. */
  clippedBoxes: number;
  /** Boxes left out because less than a pixel of them is inside their image. */
  droppedBoxes: number;
  /** Images left out because no box of theirs is to be exported. */
  imagesWithoutBoxes: number;
  /** Pictures that are not the original's bytes: turned upright, or of a format that not every reader takes. */
  rewrittenImages: number;
  renamedClasses: ClassRename[];
}

export interface FormatJob {
  /** Names of files that the caller will add to the format's folder. */
  extras: readonly string[];
  /** By path; grows by what is met. */
  problems: Map<string, ProblemRecord>;
  /** Called after each image with the number of images done. */
  onImage: (done: number) => void;
}

/**
 * Fills `plan.folder`, which is made.
 * @throws BoxwrightError `not-found` when there were images to write but no original could be read.
 */
export async function writeFormat(plan: ItemPlan, job: FormatJob): Promise<Omit<FormatSummary, 'folder'>> {
  const { source, format, folder, rule } = plan;
  const splits = usedSplits(rule.splits);
  const counts = noCounts(splits);
  let done = 0;
  await mkdir(folder, { recursive: true });
  await using manifest = await openManifest(plan);
  const items = exportItems(plan, async (outcome) => {
    count(outcome, counts);
    if (outcome.problem) job.problems.set(outcome.problem.path, outcome.problem);
    await manifest.add(manifestEntry(outcome));
    done += 1;
    job.onImage(done);
  });
  const classes = source.classes().sort((a, b) => a.position - b.position);
  const notes = await format.write(folder, { title: source.name, classes, splits, items });
  if (counts.images === 0) throw nothingReadable(job.problems);
  await finishManifest(manifest, folder, notes, job.extras);
  return { format: format.id, ...counts, renamedClasses: notes.renamedClasses };
}

type Counts = Omit<FormatSummary, 'format' | 'folder' | 'renamedClasses'>;

function noCounts(splits: readonly SplitName[]): Counts {
  return {
    images: 0,
    boxes: 0,
    splits: Object.fromEntries(splits.map((name) => [name, 0])),
    clippedBoxes: 0,
    droppedBoxes: 0,
    imagesWithoutBoxes: 0,
    rewrittenImages: 0,
  };
}

function count({ item, clipped, dropped, change, problem }: ImageOutcome, counts: Counts): void {
  counts.clippedBoxes += clipped;
  counts.droppedBoxes += dropped;
  if (item === null) {
    if (problem === null) counts.imagesWithoutBoxes += 1;
    return;
  }
  counts.images += 1;
  counts.boxes += item.boxes.length;
  counts.splits[item.split] = (counts.splits[item.split] ?? 0) + 1;
  if (change !== null) counts.rewrittenImages += 1;
}

/** An unplugged disk must not replace an earlier export by an empty one. */
function nothingReadable(problems: ReadonlyMap<string, ProblemRecord>): BoxwrightError {
  const first = problems.keys().next().value ?? 'the originals';
  return new BoxwrightError(
    'not-found',
    `None of the project's ${problems.size} originals can be read, such as ${first}. Nothing was exported. ` +
      'Connect the disk that holds them, or import the folder again.',
  );
}
