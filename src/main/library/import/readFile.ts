/** One file: is it an image, is it whole, is it known already? Nothing is written here. */
import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ProblemKind } from '../../../shared/domain.ts';
import { formatOfExtension, sniffFormat, sniffLength } from '../../imaging/formats.ts';
import { inspectImage } from '../../imaging/inspectImage.ts';
import type { ImageFacts } from '../../imaging/inspectImage.ts';
import { largestFile } from '../../imaging/openImage.ts';
import type { KnownFile } from '../store/images.ts';
import { explainSystemError } from './systemErrors.ts';
import type { WalkEntry } from './walkFolder.ts';

export interface ReadImage {
  type: 'image';
  relativePath: string;
  folder: string;
  contentHash: string;
  byteSize: number;
  modifiedMs: number;
  /** null: the class holds these very bytes already, so that they were not decoded again. */
  facts: ImageFacts | null;
}

export type FileOutcome =
  | { type: 'hidden' }
  | { type: 'not-image' }
  /** The file is in the project; `touched` when only its time of change is new. */
  | {
      type: 'unchanged';
      relativePath: string;
      known: KnownFile;
      touched?: { byteSize: number; modifiedMs: number };
    }
  | { type: 'problem'; relativePath: string; kind: ProblemKind; reason: string; isImage: boolean }
  | ReadImage;

/** What the project knows already. */
export interface Knowledge {
  file(relativePath: string): KnownFile | undefined;
  classHolds(folder: string, contentHash: string): boolean;
}

type FileEntry = Extract<WalkEntry, { type: 'file' }>;

/** Never throws for what is wrong with the file. */
export async function readEntry(root: string, entry: WalkEntry, knowledge: Knowledge): Promise<FileOutcome> {
  if (entry.type === 'hidden') return { type: 'hidden' };
  if (entry.type === 'special') return { type: 'not-image' };
  if (entry.type === 'fault') {
    return { ...entry, type: 'problem', kind: 'unreadable', isImage: false };
  }
  const path = join(root, entry.relativePath);
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await readOpened(file, entry, knowledge);
  } catch (error) {
    return problem(entry, 'unreadable', `The file ${explainSystemError(error)}. It was left out.`);
  } finally {
    await file?.close();
  }
}

async function readOpened(file: FileHandle, entry: FileEntry, knowledge: Knowledge): Promise<FileOutcome> {
  const { relativePath, folder } = entry;
  const { size: byteSize, mtimeMs: modifiedMs } = await file.stat();
  const known = knowledge.file(relativePath);
  if (known) return compare(file, entry, known, { byteSize, modifiedMs });
  const skip = await skipped(file, entry, byteSize);
  if (skip) return skip;
  if (folder === null) return problem(entry, 'not-in-a-class-folder', looseFile);
  const bytes = await readAll(file, byteSize);
  const contentHash = hash('sha256', bytes);
  const image = { type: 'image', relativePath, folder, contentHash, byteSize, modifiedMs } as const;
  if (knowledge.classHolds(folder, contentHash)) return { ...image, facts: null };
  const facts = await inspectImage(bytes);
  if (!('fault' in facts)) return { ...image, facts };
  return problem(entry, facts.kind, `The file ${facts.fault}. It was left out${remedies[facts.kind]}.`);
}

const looseFile =
  'The image lies beside the class folders and so has no class. It was left out; move it into a class folder.';

const remedies = {
  unreadable: '',
  truncated: '; copy it again from where it came from',
  'unsupported-type': '; convert it to JPEG or PNG',
};

/** Decides from the first bytes and the name; undefined when the file is worth reading whole. */
async function skipped(
  file: FileHandle,
  entry: FileEntry,
  byteSize: number,
): Promise<FileOutcome | undefined> {
  const promised = formatOfExtension(extname(entry.relativePath));
  if (byteSize === 0) {
    return promised
      ? problem(entry, 'empty-file', 'The file is empty (0 bytes). It was left out.')
      : notImage;
  }
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffLength), 0, sniffLength, 0);
  if (sniffFormat(buffer.subarray(0, bytesRead)) === null)
    return promised ? disguised(entry, promised) : notImage;
  if (byteSize <= largestFile) return undefined;
  return problem(entry, 'unreadable', 'The file is larger than 512 MiB. It was left out; save it smaller.');
}

const notImage = { type: 'not-image' } as const;

function disguised(entry: FileEntry, promised: string): FileOutcome {
  // The one format known by name only: its files are plain text.
  if (promised === 'svg') {
    const reason = `The file is a SVG drawing, not a photograph. It was left out${remedies['unsupported-type']}.`;
    return problem(entry, 'unsupported-type', reason);
  }
  const reason = `The file is named like an image (${promised.toUpperCase()}), but holds none. It was left out.`;
  return problem(entry, 'unreadable', reason);
}

async function compare(
  file: FileHandle,
  entry: FileEntry,
  known: KnownFile,
  now: { byteSize: number; modifiedMs: number },
): Promise<FileOutcome> {
  const { relativePath } = entry;
  if (known.byteSize === now.byteSize && known.modifiedMs === now.modifiedMs) {
    return { type: 'unchanged', relativePath, known };
  }
  const same =
    now.byteSize === known.byteSize &&
    hash('sha256', await readAll(file, now.byteSize)) === known.contentHash;
  if (same) return { type: 'unchanged', relativePath, known, touched: now };
  const reason =
    'The file was replaced by another since it was imported. The project keeps what it knew of the old one; ' +
    'give the new picture a name of its own to add it.';
  return problem(entry, 'changed-since-import', reason);
}

/** From the start, wherever the file stands. */
async function readAll(file: FileHandle, byteSize: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(byteSize);
  let filled = 0;
  while (filled < byteSize) {
    const { bytesRead } = await file.read(bytes, filled, byteSize - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function problem({ relativePath }: FileEntry, kind: ProblemKind, reason: string): FileOutcome {
  return { type: 'problem', relativePath, kind, reason, isImage: true };
}
