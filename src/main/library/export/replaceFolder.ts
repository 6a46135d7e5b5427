/**
 * All or nothing: a folder is filled beside its place and renamed into it at the end, so that nobody ever
 * meets half of it and whatever stood there before stays until the new one is whole.
 */
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BoxwrightError } from '../../../shared/errors.ts';
import { entriesOfExport } from './manifest.ts';

/**
 * Gives `fill` an empty folder that becomes `target` when it returns.
 * @param target absolute path; parents are made. An empty folder or an earlier export there is replaced.
 * @throws BoxwrightError `target-not-empty` when something else stands at `target`, `disk-full`,
 *   `not-writable`; and what `fill` throws. In every case `target` is as before and nothing is left beside it.
 */
export async function replaceFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  try {
    await mkdir(dirname(target), { recursive: true });
    await cleanUpAfterKilled(target);
    const place = await resolvePlace(target);
    await checkReplaceable(place);
    const folder = besidePath(place, 'partial');
    await mkdir(folder);
    try {
      await fill(folder);
      await swap(folder, place);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw explain(error, target);
  }
}

/**
 * Whether `replaceFolder` would accept what stands at `target` now; for asking before hours of other work.
 * @throws BoxwrightError as `replaceFolder` does.
 */
export async function checkTarget(target: string): Promise<void> {
  try {
    await checkReplaceable(await resolvePlace(target));
  } catch (error) {
    throw explain(error, target);
  }
}

/** Follows a link at the target, which should lead to the new folder afterwards, not be replaced by it. */
async function resolvePlace(target: string): Promise<string> {
  return (await exists(target)) ? await realpath(target) : target;
}

/** Desktops put these into every folder that is looked at. */
const leftByDesktops = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

async function checkReplaceable(place: string): Promise<void> {
  if (!(await exists(place))) return;
  if (!(await lstat(place)).isDirectory()) {
    throw new BoxwrightError('target-not-empty', `${place} is a file. Choose another folder to export to.`);
  }
  const present = (await readdir(place)).filter((name) => !leftByDesktops.includes(name));
  if (present.length === 0) return;
  const known = await entriesOfExport(place);
  if (known === null) {
    throw new BoxwrightError(
      'target-not-empty',
      `${place} holds files that are not an export of Boxwright's. Choose an empty or a new folder.`,
    );
  }
  const foreign = present.find((name) => !known.includes(name));
  if (foreign === undefined) return;
  throw new BoxwrightError(
    'target-not-empty',
    `${place} holds an earlier export, which would be replaced, but also "${foreign}", which Boxwright did ` +
      'not write there. Move that away, or choose another folder.',
  );
}

/** Between the two renames nothing stands at `place`; a kill there is mended by `cleanUpAfterKilled`. */
async function swap(folder: string, place: string): Promise<void> {
  if (!(await exists(place))) {
    await rename(folder, place);
    return;
  }
  const previous = besidePath(place, 'previous');
  await rename(place, previous);
  try {
    await rename(folder, place);
  } catch (error) {
    await rename(previous, place);
    throw error;
  }
  await rm(previous, { recursive: true, force: true });
}

/** `.<name>.<role>-<process>-<random>`, hidden, in the same parent so that renaming copies nothing. */
function besidePath(place: string, role: 'partial' | 'previous'): string {
  const random = randomBytes(4).toString('hex');
  return join(dirname(place), `.${basename(place)}.${role}-${process.pid}-${random}`);
}

/** Removes what killed exports to the same target left, and puts back what one had moved aside. */
async function cleanUpAfterKilled(target: string): Promise<void> {
  const parent = dirname(target);
  for (const name of await readdir(parent)) {
    const [, role, pid] = name.startsWith(`.${basename(target)}.`)
      ? (/\.(partial|previous)-(\d+)-[^.]+$/.exec(name) ?? [])
      : [];
    if (role === undefined || isRunning(Number(pid))) continue;
    if (role === 'previous' && !(await exists(target))) await rename(join(parent, name), target);
    else await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

const untouched = 'Nothing was changed.';

function explain(error: unknown, target: string): unknown {
  const options = { cause: error };
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new BoxwrightError(
        'disk-full',
        `There is no room left for ${target}. ${untouched} Free some space, or choose a folder on another disk.`,
        options,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EBUSY':
      return new BoxwrightError(
        'not-writable',
        `${target} cannot be written. ${untouched} Choose a folder in which you may write.`,
        options,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new BoxwrightError(
        'not-writable',
        `${target} cannot be made, since a part of its path is a file. ${untouched} Choose another folder.`,
        options,
      );
    default:
      return error;
  }
}
