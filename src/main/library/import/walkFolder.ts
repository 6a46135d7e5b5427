/** Goes through a folder of class folders in natural order, one entry at a time. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sortNaturally } from '../../../shared/naturalOrder.ts';
import { projectSuffix } from '../projectFolder.ts';
import { explainSystemError } from './systemErrors.ts';

export type WalkEntry =
  /** `folder`: name of the class folder that the file is below; null right in the root. */
  | { type: 'file'; relativePath: string; folder: string | null }
  | { type: 'hidden' }
  /** Sockets, pipes and devices: opening one could wait for ever. */
  | { type: 'special' }
  | { type: 'fault'; relativePath: string; reason: string };

/** Files and folders that systems and archivers strew about, besides everything with a leading dot. */
const strewn = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__macosx',
  '@eadir',
  '$recycle.bin',
  'system volume information',
]);

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

interface Place {
  absolute: string;
  /** Below the root, with '/'; empty for the root. */
  relative: string;
  folder: string | null;
  /** Real folders that were entered already; shared by everything below one class folder. */
  entered: Set<string>;
}

/** Never throws for what it meets below the root; links are followed, each real folder once in a class. */
export function walkFolder(root: string): AsyncGenerator<WalkEntry> {
  return walk({ absolute: root, relative: '', folder: null, entered: new Set() });
}

async function* walk(place: Place): AsyncGenerator<WalkEntry> {
  let entries: Dirent<Buffer>[];
  try {
    const identity = await identityOf(place.absolute);
    if (place.entered.has(identity)) return;
    place.entered.add(identity);
    entries = await readdir(place.absolute, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { type: 'fault', relativePath: place.relative, reason: `The folder ${explainSystemError(error)}.` };
    return;
  }
  // A name that is not UTF-8 cannot be kept as text and found again; it sorts and shows with � in it.
  for (const entry of sortNaturally(entries, ({ name }) => name.toString('utf8'))) yield* visit(place, entry);
}

async function* visit(place: Place, entry: Dirent<Buffer>): AsyncGenerator<WalkEntry> {
  const shown = entry.name.toString('utf8');
  if (isHidden(shown)) {
    yield { type: 'hidden' };
    return;
  }
  const relativePath = place.relative === '' ? shown : `${place.relative}/${shown}`;
  if (!isUtf8(entry.name)) {
    const reason = 'The name is not valid Unicode (UTF-8). It was left out; rename it and import again.';
    yield { type: 'fault', relativePath, reason };
    return;
  }
  const absolute = join(place.absolute, shown);
  const kind = await kindOf(entry, absolute);
  if (kind === 'folder') {
    // What lies in the root is a class folder: it may be entered though a link led to it from another class.
    const inRoot = place.folder === null;
    const entered = inRoot ? new Set(place.entered) : place.entered;
    yield* walk({ absolute, relative: relativePath, folder: place.folder ?? shown, entered });
  } else if (kind === 'file') yield { type: 'file', relativePath, folder: place.folder };
  else if (kind === 'special') yield { type: 'special' };
  else yield { type: 'fault', relativePath, reason: `The link ${kind.fault}.` };
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name.endsWith(projectSuffix) || strewn.has(name.toLowerCase());
}

function isUtf8(name: Buffer): boolean {
  try {
    strictUtf8.decode(name);
    return true;
  } catch {
    return false;
  }
}

async function kindOf(
  entry: Dirent<Buffer>,
  absolute: string,
): Promise<'folder' | 'file' | 'special' | { fault: string }> {
  if (entry.isDirectory()) return 'folder';
  if (entry.isFile()) return 'file';
  if (!entry.isSymbolicLink()) return 'special';
  try {
    const target = await stat(absolute);
    if (target.isDirectory()) return 'folder';
    return target.isFile() ? 'file' : 'special';
  } catch (error) {
    return { fault: explainSystemError(error) };
  }
}

async function identityOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `${dev}:${ino}`;
}
