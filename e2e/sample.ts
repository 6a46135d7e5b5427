/** Real photographs for the stories: cuts of the sample, small enough to be learned in seconds. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const sampleFolder = resolve(import.meta.dirname, '..', 'resources', 'sample');
export const beasts = ['elephant', 'emu', 'ibis'];

/**
 * Copies some photographs of each class into a folder of class folders, which is made. image_0001.jpg of class emu becomes
 * emu_0001.jpg, so that a name tells a photograph from all others. @returns the folder.
 */
export function cutOf(folder: string, classes: readonly string[], each: number, from = 0): string {
  for (const className of classes) {
    const own = join(sampleFolder, className);
    mkdirSync(join(folder, className), { recursive: true });
    for (const name of readdirSync(own)
      .sort()
      .slice(from, from + each)) {
      const copy = join(folder, className, name.replace('image', className));
      cpSync(join(own, name), copy);
      // Nothing that writes to it now can leave this time as it is.
      utimesSync(copy, 1_600_000_000, 1_600_000_000);
    }
  }
  return folder;
}

/** Bytes and time of change of each file below a folder, to tell whether anything touched them. */
export function fingerprints(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, `${sha256(path)} ${statSync(path).mtimeMs}`];
    }),
  );
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
