/** An imported folder that was moved is found again at its new place. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { BoxwrightError, throwIfCancelled } from '../../../shared/errors.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { stageNames } from '../../../shared/stages.ts';
import { readImageFile } from '../../imaging/openImage.ts';
import { inOrder } from '../inOrder.ts';
import type { OriginalFile } from '../store/images.ts';
import type { Source } from '../store/sources.ts';
import type { Store } from '../store/store.ts';
import { readableFolder } from './importFolder.ts';

export interface RelinkOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
}

export interface RelinkSummary {
  /** Absolute paths: where the folder was, and where it is now. */
  from: string;
  to: string;
  /** Images that are there with the content that was imported. */
  found: number;
  /** Images that are not there, and those that have other content there; both are among the problems now. */
  missing: number;
  changed: number;
}

type PlacedFile = OriginalFile & { relativePath: string };
type Finding = 'found' | 'missing' | 'changed';
interface Outcome {
  file: PlacedFile;
  finding: Finding;
  modifiedMs: number;
}

const filesAtOnce = 2 * Math.max(2, availableParallelism());

const reasons = {
  missing: 'The file was not there when its folder was looked for at its new place.',
  changed:
    'The file is another than the one that was imported. The project keeps what it knew of the old one.',
};

/** See `Project.relink`. */
export async function relink(
  store: Store,
  folder: string,
  { signal, onProgress }: RelinkOptions = {},
): Promise<RelinkSummary> {
  const to = await readableFolder(folder, 'used');
  const source = await movedSource(store, to, signal);
  const outcomes: Outcome[] = [];
  const files = [...store.images.ofSource(source.id)];
  const compare = (file: PlacedFile) => compareAt(to, file);
  for await (const outcome of inOrder(files, filesAtOnce, compare)) {
    throwIfCancelled(signal);
    outcomes.push(outcome);
    onProgress?.({ stage: stageNames.read, done: outcomes.length, total: files.length });
  }
  const count = (wanted: Finding) => outcomes.filter(({ finding }) => finding === wanted).length;
  const summary = {
    ...{ from: source.root, to },
    ...{ found: count('found'), missing: count('missing'), changed: count('changed') },
  };
  if (summary.found === 0) throw nothingThere(to);
  store.transaction(() => {
    store.sources.move(source.id, to);
    for (const outcome of outcomes) note(store, source.id, outcome);
  });
  return summary;
}

/** The imported folder of which most files are at the new place, and more than at the old. */
async function movedSource(store: Store, to: string, signal: AbortSignal | undefined): Promise<Source> {
  const sources = store.sources.list();
  if (sources.some(({ root }) => root === to)) {
    const message = `${to} is where the project's images are already. Name the folder that they were moved to.`;
    throw new BoxwrightError('bad-arguments', message);
  }
  let best: Source | undefined;
  let most = 0;
  for (const source of sources) {
    let [there, stillHere] = [0, 0];
    const files = store.images.ofSource(source.id);
    const look = async ({ relativePath }: PlacedFile) =>
      Promise.all([to, source.root].map((root) => isThere(join(root, relativePath))));
    for await (const [atNew, atOld] of inOrder(files, filesAtOnce, look)) {
      throwIfCancelled(signal);
      there += Number(atNew);
      stillHere += Number(atOld);
    }
    if (there > most && there >= stillHere) [best, most] = [source, there];
  }
  if (best === undefined) throw nothingThere(to);
  return best;
}

function nothingThere(to: string): BoxwrightError {
  return new BoxwrightError(
    'not-found',
    `No image of the project is at its place in ${to}. Choose the folder that holds the class folders, as it was ` +
      'imported. Nothing was changed.',
  );
}

async function compareAt(root: string, file: PlacedFile): Promise<Outcome> {
  const path = join(root, file.relativePath);
  try {
    const { size, mtimeMs } = await stat(path);
    const isSame = size === file.byteSize && hashOf(await readImageFile(path)) === file.contentHash;
    return { file, finding: isSame ? 'found' : 'changed', modifiedMs: mtimeMs };
  } catch {
    return { file, finding: 'missing', modifiedMs: 0 };
  }
}

function note(store: Store, sourceId: number, { file, finding, modifiedMs }: Outcome): void {
  const { id, relativePath, byteSize } = file;
  store.problems.clearReturned(sourceId, relativePath);
  store.images.setStatus(id, finding === 'found' ? 'ok' : 'missing');
  if (finding === 'found') store.images.touch(id, byteSize, modifiedMs);
  else {
    const kind = finding === 'missing' ? 'missing' : 'changed-since-import';
    store.problems.write(sourceId, relativePath, kind, reasons[finding]);
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
