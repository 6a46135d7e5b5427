/**
 * What every step of the set-up works with. Set-up files are plain JavaScript without dependencies: they run on
 * the Node a person happens to have (20 or later), before anything is installed.
 */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.mjs';
import { electronStandIns, tensorflowWheels } from './pins.mjs';

/**
 * @typedef {object} Context
 * @property {string} root The folder of Boxwright's package.json.
 * @property {string} cache The per-user folder for what is large and shared between checkouts.
 * @property {NodeJS.ProcessEnv} env
 * @property {string} platform
 * @property {string} arch
 * @property {Record<string, import('./pins.mjs').WheelPin>} wheels By platform and architecture.
 * @property {Record<string, import('./pins.mjs').ElectronPin>} standIns By platform and architecture.
 * @property {(line: string) => void} say Shows one line of progress.
 * @property {typeof runCommand} run
 */

/** @param {Partial<Context>} overrides @returns {Context} */
export function makeContext(overrides = {}) {
  const env = overrides.env ?? process.env;
  return {
    root: resolve(fileURLToPath(new URL('../..', import.meta.url))),
    cache: cacheFolder(env, homedir()),
    env,
    platform: process.platform,
    arch: process.arch,
    wheels: tensorflowWheels,
    standIns: electronStandIns,
    // Standard output belongs to the program that is set up for (it may print one JSON object there).
    say: (line) => void process.stderr.write(`${line}\n`),
    run: runCommand,
    ...overrides,
  };
}

/**
 * BOXWRIGHT_CACHE, else the XDG cache folder, else ~/.cache/boxwright. The XDG rules ask to ignore a relative
 * XDG_CACHE_HOME; a relative BOXWRIGHT_CACHE is the person's own wish.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 */
export function cacheFolder(env, home) {
  if (env.BOXWRIGHT_CACHE) return resolve(env.BOXWRIGHT_CACHE);
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'boxwright');
}

/** @param {unknown} value */
export function shortHash(value) {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
