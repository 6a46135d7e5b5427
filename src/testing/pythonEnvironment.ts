/**
 * Independent readers from Python's package index, for tests only. They are installed once into the per-user
 * cache, pinned with hashes; a change of requirements.txt or of Python makes a new folder.
 *
 * `pip install --target` instead of a virtual environment: Debian's Python has pip but often not ensurepip,
 * which venv needs, and one way that works everywhere is better than two.
 */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PythonOutcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Time that a first installation may take, in milliseconds; for the timeout of the tests that need it. */
export const installTimeout = 300_000;

const here = fileURLToPath(new URL('.', import.meta.url));

/** Runs a script of src/testing/readers with the pinned packages in reach. A failing script is no exception. */
export async function runReader(script: string, args: readonly string[]): Promise<PythonOutcome> {
  const packages = await installedPackages();
  const path = [packages, process.env['PYTHONPATH']].filter(Boolean).join(delimiter);
  const env = { PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' };
  return await run(['-s', join(here, 'readers', script), ...args], env);
}

let installing: Promise<string> | undefined;

/** Folder of the installed packages; they are installed when they are not there. */
function installedPackages(): Promise<string> {
  installing ??= install();
  return installing;
}

async function install(): Promise<string> {
  const requirements = join(here, 'requirements.txt');
  const { stdout: version } = await mustRun([
    '-c',
    'import sys, platform; print(sys.version, platform.machine())',
  ]);
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .update(version)
    .digest('hex');
  const folder = join(cacheFolder(), `test-readers-${hash.slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial-${randomBytes(4).toString('hex')}`;
  await mkdir(partial, { recursive: true });
  try {
    await mustRun([
      '-m',
      'pip',
      'install',
      '--quiet',
      '--require-hashes',
      '--target',
      partial,
      '-r',
      requirements,
    ]);
    await rename(partial, folder).catch((error: unknown) => {
      // Another test got there first; its packages are the same.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

/** The folder that set-up uses as well: BOXWRIGHT_CACHE, else XDG's, else ~/.cache/boxwright. */
function cacheFolder(): string {
  const { BOXWRIGHT_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own) return resolve(own);
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'boxwright');
}

async function mustRun(args: readonly string[]): Promise<PythonOutcome> {
  const outcome = await run(args, {});
  if (outcome.status === 0) return outcome;
  throw new Error(`These tests need Python 3 with pip. python3 ${args.join(' ')} failed:\n${outcome.stderr}`);
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<PythonOutcome> {
  return new Promise((done) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile('python3', args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ status, stdout, stderr: error && !stderr ? error.message : stderr });
    });
  });
}
