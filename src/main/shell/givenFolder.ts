/** A folder that Boxwright was started with: `npm start -- FOLDER`, `boxwright FOLDER`, or one opened with it. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The last argument that names a folder, as an absolute path; null when there is none.
 *
 * @param args as the process was given them, its own name first; switches and Electron's own arguments included.
 * @param appFolder where the app itself lies: in a checkout Electron is given that folder too.
 */
export function givenFolder(args: readonly string[], cwd: string, appFolder: string): string | null {
  const paths = args
    .slice(1)
    .filter((arg) => arg !== '' && !arg.startsWith('-'))
    .map((arg) => resolve(cwd, arg))
    .filter((path) => path !== appFolder && isFolder(path));
  return paths.at(-1) ?? null;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
