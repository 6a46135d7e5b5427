/**
 * One set-up at a time for each cache: two commands started side by side on a fresh checkout would otherwise fill
 * the same node_modules. The lock names its holder and the command that it runs, so a killed holder blocks nobody
 * once that command (an npm left alone, for example) has ended too.
 */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './files.mjs';

const HEARTBEAT_MS = 5_000;
/** A holder on another machine that shares the cache is given up after this long without a sign of life. */
const STALE_MS = 30_000;

/** @typedef {import('./context.mjs').Context} Context */

/**
 * @template T
 * @param {Context} context
 * @param {(context: Context) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(context, work) {
  const path = join(context.cache, 'setup.lock');
  mkdirSync(context.cache, { recursive: true });
  await acquire(context, path);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  /** @param {number} child */
  const onStart = (child) => writeFileSync(path, `${holder()} ${child}`);
  try {
    return await work({
      ...context,
      run: (command, args, options) => context.run(command, args, { ...options, onStart }),
    });
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

/** @param {Context} context @param {string} path */
async function acquire(context, path) {
  for (let announced = false; ; announced = true) {
    try {
      return writeFileSync(path, holder(), { flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!announced)
      context.say(
        `Another set-up of Boxwright is running; waiting for it. (Should there be none, remove ${path}.)`,
      );
    await new Promise((resume) => setTimeout(resume, 300));
  }
}

function holder() {
  return `${hostname()} ${process.pid}`;
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    const [host, ...pids] = readFileSync(path, 'utf8').split(' ');
    if (host === hostname()) return !pids.map(Number).some(isRunning);
    return Date.now() - statSync(path).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody took the lock for abandoned; the renames into place keep the cache whole even so.
  }
}
