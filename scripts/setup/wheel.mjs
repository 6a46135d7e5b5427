import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines } from './command.mjs';
import { readJson, requireFreeSpace, sha256OfFile, sizeOf, withWorkFolder, writeJson } from './files.mjs';
import { pipDownload, requirePython } from './pip.mjs';
import { SetupProblem } from './problem.mjs';
import { findRuntime } from './runtimeLayout.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./stamp.mjs').Runtime} Runtime */
/** @typedef {import('./pins.mjs').WheelPin} WheelPin */

/** Measured: pip holds the wheel twice while it downloads; later once, beside the 860 MB unpacked. */
const NEEDED_MEGABYTES = 1200;
/** Written last into an unpacked runtime: the sizes that its libraries must have. */
const RECORD = 'unpacked.json';

/** @param {Context} context */
function pinFor(context) {
  return context.wheels[`${context.platform}-${context.arch}`];
}

/** @param {Context} context @param {WheelPin} pin */
function runtimeFolder(context, pin) {
  return join(context.cache, `${pin.distribution}-${pin.version}-${pin.sha256.slice(0, 8)}`);
}

/** The runtime in the cache, if it is there and whole. @param {Context} context @returns {Runtime | null} */
export function cachedRuntime(context) {
  const pin = pinFor(context);
  if (!pin) return null;
  const folder = runtimeFolder(context, pin);
  /** @type {Record<string, number> | null} */
  const sizes = readJson(join(folder, RECORD));
  if (!sizes || Object.entries(sizes).some(([name, size]) => sizeOf(join(folder, name)) !== size))
    return null;
  return findRuntime(folder, 'cached');
}

/** @param {Context} context @returns {Promise<Runtime>} */
export async function fetchWheel(context) {
  const pin = pinFor(context);
  if (!pin) {
    throw new SetupProblem(`No TensorFlow wheel is pinned for ${context.platform}-${context.arch}.`, {
      remedy:
        'Name a folder with TensorFlow for this machine:\nexport BOXWRIGHT_TENSORFLOW=/path/to/tensorflow',
    });
  }
  const python = await requirePython(context);
  return withWorkFolder(context.cache, async (work) => {
    const wheel = await obtainWheel(context, pin, python, work);
    await unpack(context, pin, python, wheel, work).catch((error) => {
      // Somebody else may have finished first and removed the wheel.
      if (!cachedRuntime(context)) throw error;
    });
    const runtime = cachedRuntime(context);
    if (!runtime) throw new Error(`The unpacked ${pin.distribution} ${pin.version} is not complete.`);
    rmSync(wheel, { force: true });
    return runtime;
  });
}

/**
 * The checked wheel, in a place where it survives a set-up that is stopped while it unpacks.
 *
 * @param {Context} context @param {WheelPin} pin @param {string} python @param {string} work
 */
async function obtainWheel(context, pin, python, work) {
  const kept = join(context.cache, `${pin.distribution}-${pin.version}-${pin.platform}.whl`);
  if (existsSync(kept)) {
    if ((await sha256OfFile(kept)) === pin.sha256) return kept;
    rmSync(kept);
  }
  requireFreeSpace(context.cache, NEEDED_MEGABYTES, 'TensorFlow');
  await pipDownload(context, pin, python, work);
  const name = readdirSync(work).find((entry) => entry.endsWith('.whl'));
  if (!name) throw new Error('pip reported success and left no wheel.');
  await checkWheel(join(work, name), pin);
  renameSync(join(work, name), kept);
  return kept;
}

/** Deletes a wheel that is not the pinned one. @param {string} path @param {WheelPin} pin */
export async function checkWheel(path, pin) {
  const actual = await sha256OfFile(path);
  if (actual === pin.sha256) return;
  rmSync(path);
  throw new SetupProblem(
    `The downloaded ${pin.distribution} ${pin.version} is not the file that Boxwright trusts.`,
    {
      why: `Its SHA-256 is\n${actual}\nbut should be\n${pin.sha256}\nThe file was deleted.`,
      final: true,
      remedy:
        "Try again. If it stays so, something between here and pip's package index alters files: ask whoever runs it.",
    },
  );
}

/** @param {Context} context @param {WheelPin} pin @param {string} python @param {string} wheel @param {string} work */
async function unpack(context, pin, python, wheel, work) {
  const target = join(work, 'unpacked');
  mkdirSync(target);
  const script = fileURLToPath(new URL('unpackWheel.py', import.meta.url));
  const { code, output } = await context.run(python, [script, wheel, target], { env: context.env });
  if (code !== 0) {
    throw new SetupProblem('The TensorFlow wheel could not be unpacked.', {
      why: lastLines(output),
      final: true,
      remedy: `Make sure that ${context.cache} is writable and has room, then try again.`,
    });
  }
  writeJson(
    join(target, RECORD),
    Object.fromEntries(libraries(target).map((name) => [name, sizeOf(join(target, name))])),
  );
  writeFileSync(
    join(target, 'README'),
    `From the wheel ${pin.distribution} ${pin.version}; sha256 ${pin.sha256}.\n`,
  );
  moveIntoPlace(context, target, runtimeFolder(context, pin));
}

/** @param {string} folder */
function libraries(folder) {
  return readdirSync(folder).filter((name) => name.includes('.so'));
}

/** Whoever comes second leaves the whole runtime of the first alone. @param {Context} context @param {string} from @param {string} to */
function moveIntoPlace(context, from, to) {
  if (cachedRuntime(context)) return;
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (!cachedRuntime(context)) throw error;
  }
}
