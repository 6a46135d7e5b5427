/**
 * What Electron's window needs of a Linux system: shared libraries, a font, and a display or Xvfb, which makes one
 * that nobody sees. Other systems have all of it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines } from './command.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Stamp} Stamp */

/** By Debian's names; where a system has moved to the names that end in t64, those are taken. */
const LIBRARIES = [
  ...['libnss3', 'libatk1.0-0', 'libatk-bridge2.0-0', 'libcups2', 'libgtk-3-0', 'libgbm1'],
  ...['libasound2', 'libxss1', 'libxtst6'],
];
const DISPLAY = ['xvfb', 'xauth'];
const FONTS = ['fonts-liberation'];
const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts'];

export const windowSystem = {
  title: 'what a window needs of the system',
  hint: 'libraries, a font, a display',

  /** @param {Context} context @param {Stamp} stamp */
  done: (context, stamp) =>
    context.platform !== 'linux' ||
    (stamp.electron !== undefined &&
      stamp.windowSystem === stamp.electron.path &&
      missingDisplay(context).length === 0),

  /** @param {Context} context @param {Stamp} stamp @returns {Promise<Stamp>} */
  async run(context, { electron }) {
    if (!electron) throw new Error('The system is looked at after Electron.');
    const missing = await findMissing(context, electron.path);
    if (missing.packages.length > 0) {
      await install(context, missing);
      const still = await findMissing(context, electron.path);
      if (still.packages.length > 0) throw await systemProblem(context, still);
    }
    return { windowSystem: electron.path };
  },
};

/** @typedef {{ packages: string[], why: string[] }} Missing */

/** @param {Context} context @param {string} path @returns {Promise<Missing>} */
async function findMissing(context, path) {
  const { output } = await context.run('ldd', [path], { env: context.env });
  const libraries = [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  const display = missingDisplay(context);
  const fonts = hasFont(context) ? [] : FONTS;
  return {
    packages: [...(libraries.length > 0 ? LIBRARIES : []), ...display, ...fonts],
    why: [
      ...libraries.map((name) => `Electron asks for ${name}, which is not there.`),
      ...(display.length > 0 ? ['There is no display (DISPLAY is empty), and no Xvfb to make one.'] : []),
      ...(fonts.length > 0 ? ['There is no font.'] : []),
    ],
  };
}

/** @param {Context} context */
function missingDisplay({ env }) {
  if (env.DISPLAY || env.WAYLAND_DISPLAY) return [];
  return ['xvfb-run', 'Xvfb', 'xauth'].every((name) => isOnPath(name, env)) ? [] : DISPLAY;
}

/** @param {string} name @param {NodeJS.ProcessEnv} env */
export function isOnPath(name, env) {
  return (env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, name)));
}

/** @param {Context} context */
function hasFont({ env }) {
  const own = env.HOME ? ['.fonts', '.local/share/fonts'].map((name) => join(env.HOME ?? '', name)) : [];
  return [...FONT_FOLDERS, ...own].some(holdsFont);
}

/** @param {string} folder @returns {boolean} */
function holdsFont(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory() ? holdsFont(join(folder, entry.name)) : /\.(ttf|otf|ttc|pfb)$/i.test(entry.name),
  );
}

/** @param {Context} context @param {Missing} missing */
async function install(context, missing) {
  const isRoot = (await context.run('id', ['-u'], { env: context.env })).output.trim() === '0';
  if (!isRoot || !isOnPath('apt-get', context.env)) throw await systemProblem(context, missing);
  const env = { ...context.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Without its lists, which images of containers leave out, apt-get knows no package.
  const update = await context.run('apt-get', ['update', '-qq'], { env });
  const packages = await namesHere(context, missing.packages);
  context.say(`      Installing ${packages.join(' ')}`);
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const { code, output } = await context.run('apt-get', args, { env });
  if (code === 0) return;
  const problem = await systemProblem(context, missing);
  problem.why += `\n${update.code === 0 ? '' : `${lastLines(update.output, 4)}\n`}${lastLines(output)}`;
  throw problem;
}

/** @param {Context} context @param {Missing} missing */
async function systemProblem(context, { packages, why }) {
  const names = (await namesHere(context, packages)).join(' ');
  return new SetupProblem('The system lacks what a window needs.', {
    why: why.join('\n'),
    remedy: isOnPath('apt-get', context.env)
      ? `Install it:\nsudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`
      : `Install what your system calls these packages of Debian:\n${names}`,
  });
}

/**
 * Debian 13 and Ubuntu 24.04 added t64 to the names of some libraries.
 *
 * @param {Context} context @param {string[]} packages
 */
async function namesHere(context, packages) {
  const { code, output } = await context.run('apt-cache', ['search', '--names-only', 't64$'], {
    env: context.env,
  });
  const renamed = new Set(code === 0 ? output.split('\n').map((line) => line.split(' ')[0]) : []);
  return packages.map((name) => (renamed.has(`${name}t64`) ? `${name}t64` : name));
}
