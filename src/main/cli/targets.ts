/** Whether what is written at the end of long work can be written at all, asked before the work. */
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { BoxwrightError } from '../../shared/errors.ts';
import { checkTarget } from '../library/export/replaceFolder.ts';
import { projectSuffix } from '../library/projectFolder.ts';

/** @throws BoxwrightError `not-found` when the file's folder is not there, `not-writable` when it takes no file. */
export function requireWritableFile(file: string): void {
  const path = resolve(file);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new BoxwrightError(
      'not-found',
      `There is no folder ${folder} to write ${path} into. Make it first.`,
    );
  requireWritable(folder);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new BoxwrightError('not-writable', `${path} is a folder. Name a file to write to.`);
}

/**
 * @throws BoxwrightError `usage` for a folder in a project; `target-not-empty` or `not-writable` when an export to
 *   this folder would end so.
 */
export async function requireExportTarget(out: string): Promise<void> {
  const path = realPath(out);
  const project = path.split(sep).find((part) => part.endsWith(projectSuffix));
  if (project !== undefined)
    throw new BoxwrightError(
      'usage',
      `${out} lies in the project ${project}. Choose another folder for --out.`,
    );
  await checkTarget(resolve(out));
  let ancestor = dirname(path);
  while (!existsSync(ancestor)) ancestor = dirname(ancestor);
  requireWritable(ancestor);
}

function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const remedy = 'Choose a folder in which you may write.';
    throw new BoxwrightError('not-writable', `${folder} cannot be written to. ${remedy}`, { cause });
  }
}

/** The path with the links of that part of it followed that exists. */
function realPath(path: string): string {
  let known = resolve(path);
  while (!existsSync(known)) known = dirname(known);
  return join(realpathSync(known), relative(known, resolve(path)));
}

function holds(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * The three folders of `label` must not lie in each other: what is exported would be imported the next time, or
 * replaced together with what it was made from. Only a project may lie among the images, where import passes it by.
 *
 * @param project absolute path of the project's folder.
 * @throws BoxwrightError `usage`.
 */
export function requireApart({
  images,
  out,
  project,
}: {
  images: string;
  out: string;
  project: string;
}): void {
  const [photos, target, kept] = [images, out, project].map(realPath) as [string, string, string];
  const refuse = (why: string) => {
    throw new BoxwrightError('usage', `${why} Choose another folder for --out.`);
  };
  if (holds(photos, target)) refuse(`${out} lies in ${images}, and would be taken for images the next time.`);
  if (holds(target, photos)) refuse(`${images} lies in ${out}, which is replaced as a whole.`);
  if (holds(target, kept)) refuse(`The project ${project} lies in ${out}, which is replaced as a whole.`);
}
