/** Import: a folder of class folders becomes classes and images of the project. */
import { realpath, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { ImportSummary } from '../../../shared/domain.ts';
import { BoxwrightError, throwIfCancelled } from '../../../shared/errors.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { stageNames } from '../../../shared/stages.ts';
import type { Store } from '../store/store.ts';
import { requireTrainable } from '../trainingSet.ts';
import { OutcomeCommitter } from './commitOutcomes.ts';
import { inOrder } from '../inOrder.ts';
import { readEntry } from './readFile.ts';
import { explainSystemError } from './systemErrors.ts';
import { walkFolder } from './walkFolder.ts';

export interface ImportOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
  /** Hears the ids of the images that were added, in the order of the import, some hundred at a time, once committed. */
  onCommitted?: ((imageIds: number[]) => void) | undefined;
}

/** Enough to keep every core busy while the disk is waited for. */
const filesAtOnce = 2 * Math.max(2, availableParallelism());

/** Shortest time between two reports of progress, in milliseconds. */
const reportInterval = 100;

/**
 * Reads the folder (originals are only ever read) and adds what is new; files that the project has are not
 * read again while their size and time of change are the same. Every file that is not taken is counted or
 * becomes a problem of the project.
 * @throws BoxwrightError `not-found` when the folder cannot be read; `empty-folder` when no image is in it (the
 *   project is left as it was); `nothing-imported`, `too-few-classes` or `class-too-small` when the project,
 *   with all that was imported now and before, cannot be trained on; `cancelled`. What was read is kept.
 */
export async function importFolder(
  store: Store,
  folder: string,
  { signal, onProgress, onCommitted }: ImportOptions = {},
): Promise<ImportSummary> {
  const root = await readableFolder(folder);
  const report = throttled(onProgress);
  const total = await countFiles(root, signal, report);
  const committer = new OutcomeCommitter(store, root, onCommitted);
  try {
    let done = 0;
    const outcomes = inOrder(walkFolder(root), filesAtOnce, (entry) => readEntry(root, entry, committer));
    for await (const outcome of outcomes) {
      committer.add(outcome);
      if (outcome.type !== 'hidden') done += 1;
      report({ stage: stageNames.read, done, total: Math.max(done, total) });
      throwIfCancelled(signal);
    }
    committer.finish();
    report({ stage: stageNames.read, done, total: done }, true);
  } finally {
    committer.flush();
  }
  const { sourceId, counts } = committer;
  const problems = sourceId === undefined ? [] : store.problems.list(sourceId);
  const summary = { ...counts, problems, classes: store.classes.list() };
  requireUse(summary, root, store.images.count());
  return summary;
}

/** @throws BoxwrightError `not-found`. */
export async function readableFolder(folder: string, purpose = 'imported'): Promise<string> {
  try {
    // The real path: the same folder reached by another link is the same folder.
    const root = await realpath(resolve(folder));
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    const message = `The folder ${folder} cannot be ${purpose}: it ${explainSystemError(error)}.`;
    throw new BoxwrightError('not-found', message, { cause: error });
  }
  throw new BoxwrightError('not-found', `${folder} is a file. Name the folder that holds the class folders.`);
}

async function countFiles(root: string, signal: AbortSignal | undefined, report: Report): Promise<number> {
  let files = 0;
  for await (const entry of walkFolder(root)) {
    if (entry.type !== 'hidden') files += 1;
    report({ stage: stageNames.find, done: files, total: null });
    throwIfCancelled(signal);
  }
  report({ stage: stageNames.find, done: files, total: null }, true);
  return files;
}

type Report = (progress: Parameters<ProgressListener>[0], always?: boolean) => void;

/** Passes on the first report of a stage, then one in a while. */
function throttled(listener: ProgressListener | undefined): Report {
  let last = 0;
  let stage = '';
  return (progress, always = false) => {
    const now = performance.now();
    const due = always || progress.stage !== stage || now - last >= reportInterval;
    if (!listener || !due) return;
    last = now;
    stage = progress.stage;
    listener(progress);
  };
}

function requireUse(summary: ImportSummary, root: string, imagesInProject: number): void {
  if (summary.found === 0) {
    throw new BoxwrightError(
      'empty-folder',
      `There are no images in ${root}. Name a folder that holds a folder of images for each class.`,
    );
  }
  const loose = summary.problems.filter(({ kind }) => kind === 'not-in-a-class-folder').length;
  if (imagesInProject === 0 && loose < summary.problems.length) {
    const [first] = summary.problems;
    throw new BoxwrightError(
      'nothing-imported',
      `No image in ${root} could be imported (${summary.found} found). The first, ${first?.path}: ${first?.reason}`,
    );
  }
  requireTrainable(summary.classes);
}
