/** The readable images of a folder that is not imported: for predicting boxes on new images. */
import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ProblemRecord } from '../../../shared/domain.ts';
import { BoxwrightError, throwIfCancelled } from '../../../shared/errors.ts';
import { inOrder } from '../inOrder.ts';
import { readEntry, type FileOutcome, type Knowledge } from './readFile.ts';
import { walkFolder, type WalkEntry } from './walkFolder.ts';

export interface ScannedImage {
  path: string;
  /** Below the folder, with '/' between parts. */
  relativePath: string;
  /** Name of the sub-folder of the scanned folder that the image is in or below; empty right in the folder. */
  folder: string;
  contentHash: string;
  width: number;
  height: number;
}

export interface Scan {
  /** In natural order. */
  images: ScannedImage[];
  /** Image files that cannot be read, and why. */
  problems: ProblemRecord[];
}

const nothingKnown: Knowledge = { file: () => undefined, classHolds: () => false };

/** Images right in the folder are as good as those below it here. */
function withFolder(entry: WalkEntry): WalkEntry {
  return entry.type === 'file' ? { ...entry, folder: entry.folder ?? '' } : entry;
}

function add(root: string, outcome: FileOutcome, { images, problems }: Scan): void {
  if (outcome.type === 'problem') {
    problems.push({ path: join(root, outcome.relativePath), kind: outcome.kind, reason: outcome.reason });
  } else if (outcome.type === 'image' && outcome.facts) {
    const { relativePath, folder, contentHash } = outcome;
    const { width, height } = outcome.facts;
    images.push({ path: join(root, relativePath), relativePath, folder, contentHash, width, height });
  }
}

/**
 * @throws BoxwrightError `not-found` when there is no such folder, `empty-folder` when it holds no image, `cancelled`.
 */
export async function scanImages(folder: string, signal?: AbortSignal): Promise<Scan> {
  const root = await realpath(folder).catch(() => {
    throw new BoxwrightError('not-found', `There is no folder ${folder}.`);
  });
  const scan: Scan = { images: [], problems: [] };
  const read = (entry: WalkEntry) => readEntry(root, withFolder(entry), nothingKnown);
  for await (const outcome of inOrder(walkFolder(root), 2 * availableParallelism(), read)) {
    throwIfCancelled(signal);
    add(root, outcome, scan);
  }
  if (scan.images.length > 0) return scan;
  throw new BoxwrightError('empty-folder', `There is no image that Boxwright can read in ${folder}.`);
}
