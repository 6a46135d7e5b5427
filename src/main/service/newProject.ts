/** Where the project of a folder of images lies, or will lie. */
import { existsSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BoxwrightError } from '../../shared/errors.ts';
import { Project } from '../library/project.ts';
import { projectSuffix } from '../library/projectFolder.ts';

/**
 * A quick look, so that no project is made for a folder that cannot be meant.
 *
 * @returns the folder's real path, by which import knows it.
 * @throws BoxwrightError `not-found`; `empty-folder` when there is no folder in it.
 */
export async function requireClassFolders(folder: string): Promise<string> {
  const root = await realpath(folder).catch((cause: unknown) => {
    throw new BoxwrightError('not-found', `There is no folder ${folder}.`, { cause });
  });
  if (!(await stat(root)).isDirectory()) {
    const message = `${folder} is a file. Choose the folder that holds a folder of images for each class.`;
    throw new BoxwrightError('not-found', message);
  }
  if (root.endsWith(projectSuffix)) {
    const message = `${folder} is a project already. Open it instead of making a project of it.`;
    throw new BoxwrightError('bad-arguments', message);
  }
  const entries = await readdir(root, { withFileTypes: true });
  const isClass = (entry: (typeof entries)[number]) =>
    (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.');
  if (entries.some(isClass)) return root;
  throw new BoxwrightError(
    'empty-folder',
    `There are no class folders in ${folder}. Put the images of each class into a folder of its own, named for the ` +
      'class, and choose the folder that holds them all.',
  );
}

/**
 * The project's place below `projectsFolder`: the one that has these images as a source already or, numbered where the
 * name is taken, a new one.
 */
export function placeFor(projectsFolder: string, images: string, name = basename(images)): string {
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? name : `${name} ${number}`;
    const folder = join(projectsFolder, numbered + projectSuffix);
    if (!existsSync(folder) || isOf(folder, images)) return folder;
  }
}

/** Whether a project is of these images. What cannot be read belongs to somebody else. */
function isOf(folder: string, images: string): boolean {
  try {
    using project = Project.open(folder, { readOnly: true });
    return project.summary().sources.includes(images);
  } catch {
    return false;
  }
}
