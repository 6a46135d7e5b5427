/** Builds out/ with electron-vite, when what it is made from has changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const SOURCES = ['src', 'electron.vite.config.ts', 'svelte.config.js', 'package.json', 'package-lock.json'];
/** Written last into out/: the fingerprint of what it was made from. */
const RECORD = 'built.txt';

/** Changes whenever a file that the build reads is written, comes or goes. */
export function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((name) => filesOf(join(folder, name)))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(folder, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export function isBuilt(folder: string): boolean {
  try {
    return readFileSync(join(folder, 'out', RECORD), 'utf8') === fingerprint(folder);
  } catch {
    return false;
  }
}

/** @returns whether out/ is now what the sources make; what went wrong was shown. */
export function build(folder: string = root): boolean {
  const made = fingerprint(folder);
  const record = join(folder, 'out', RECORD);
  rmSync(record, { force: true });
  const program = join(folder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status } = spawnSync(process.execPath, [program, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) return false;
  writeFileSync(record, made);
  return true;
}
