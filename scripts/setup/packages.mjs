import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './command.mjs';
import { readJson, requireFreeSpace } from './files.mjs';
import { SetupProblem } from './problem.mjs';

/** Measured: 660 MB of packages and as much again, compressed, in npm's own cache. */
const NEEDED_MEGABYTES = 1000;

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */

export const packages = {
  title: 'npm packages',
  hint: 'npm ci, about a minute, unless they are there',

  /** @param {Context} context @param {Stamp} stamp */
  done: (context, stamp) => stamp.packages === lockHash(context),

  /** @param {Context} context @returns {Promise<Stamp>} */
  async run(context) {
    if (!isInstalled(context)) await install(context);
    return { packages: lockHash(context) };
  },
};

/** @param {Context} context */
function lockHash({ root }) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Whether node_modules is what package-lock.json asks for, however it came about. npm writes its own record last,
 * so an interrupted installation has none.
 *
 * @param {Context} context
 */
export function isInstalled({ root }) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // Packages for other machines are optional, and rightly absent.
    if (!present[path]) return optional === true;
    return present[path].version === version && existsSync(join(root, path, 'package.json'));
  });
}

/** @param {Context} context */
async function install(context) {
  requireFreeSpace(context.root, NEEDED_MEGABYTES, 'the npm packages');
  // Should npm be killed while it removes the old packages, nothing may still call them complete.
  rmSync(join(context.root, 'node_modules', '.package-lock.json'), { force: true });
  rmSync(join(context.root, 'node_modules', '.boxwright'), { recursive: true, force: true });
  // The packages for building are needed whatever NODE_ENV says; errors are enough to read.
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'];
  const { code, missing, output } = await context.run('npm', args, {
    cwd: context.root,
    env: context.env,
    visible: true,
  });
  if (code === 0) return;
  if (missing) {
    throw new SetupProblem('npm was not found.', {
      remedy: 'Install npm, for example:\nsudo apt-get install npm',
    });
  }
  throw new SetupProblem('npm could not install the packages.', {
    why: lastLines(output),
    remedy: `Check the network connection and npm's registry setting, then see all of npm's words with:\ncd "${context.root}" && npm ci`,
  });
}
