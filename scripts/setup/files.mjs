import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupProblem } from './problem.mjs';

/** @param {string} path @returns {Promise<string>} Lower-case hexadecimal. */
export async function sha256OfFile(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/** The size of a file in bytes, or -1 when there is none. @param {string} path */
export function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

/** Readers see the old file or the new one, never half of one. @param {string} path @param {unknown} value */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(temporary, path);
}

/** The parsed file, or null when it is missing or damaged. @param {string} path */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

const WORK_PREFIX = 'work-';

/**
 * Runs `use` with an empty folder inside `parent` (so that results can be renamed into place) and removes it
 * afterwards. Such folders left by a killed set-up are removed first.
 *
 * @template T
 * @param {string} parent
 * @param {(folder: string) => Promise<T>} use
 */
export async function withWorkFolder(parent, use) {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^${WORK_PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid && !isRunning(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${WORK_PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder);
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Killed, but not yet cleared away by its parent, which in some containers never happens. @param {number} pid */
function isZombie(pid) {
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** @param {string} folder Need not exist yet. @param {number} megabytes @param {string} what */
export function requireFreeSpace(folder, megabytes, what) {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= megabytes) return;
  throw new SetupProblem(`There is too little free disk space for ${what}.`, {
    why: `${existing} has ${free} MB free; ${megabytes} MB are needed.`,
    final: true,
    remedy: `Free ${megabytes - free} MB there, or choose another disk for the large files:\nexport BOXWRIGHT_CACHE=/path/on/another/disk`,
  });
}
