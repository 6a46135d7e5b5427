/** The files of an export of a few images, read as what an export of all of them would hold. */
import { readFile, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ExportPreview } from '../../../shared/appDomain.ts';
import type { ExportFormat } from './format.ts';
import { manifestName } from './manifest.ts';
import type { SplitName } from './splits.ts';

export interface WrittenItem {
  /** Name of its files, without extension. */
  stem: string;
  split: SplitName;
}

const mostLines = 40;

/**
 * Every file by its path; files that there are for each image as one line with their number.
 * @param counts images of each split of the whole export.
 */
export async function treeOf(
  folder: string,
  format: ExportFormat,
  written: readonly WrittenItem[],
  counts: Readonly<Record<SplitName, number>>,
): Promise<ExportPreview['tree']> {
  const splitsOf = new Map<string, Set<SplitName>>();
  const single: string[] = [];
  const note = (path: string, split: SplitName) =>
    splitsOf.set(path, (splitsOf.get(path) ?? new Set()).add(split));
  for (const { split } of written) note(posix.join(posix.dirname(format.imagePath('x', split)), '*'), split);
  for (const path of await filesIn(folder)) {
    const { dir, name, ext } = posix.parse(path);
    const item = written.find(({ stem }) => stem === name);
    if (item) note(posix.join(dir, `*${ext}`), item.split);
    else single.push(path);
  }
  const many = [...splitsOf].map(([path, splits]) => ({
    path,
    count: [...splits].reduce((sum, split) => sum + counts[split], 0),
  }));
  const rows = [...many, ...single.map((path) => ({ path, count: null }))];
  // The manifest last: it tells of all the others.
  const rank = ({ path }: { path: string }) => (path === manifestName ? `1${path}` : `0${path}`);
  return rows.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The beginning of the file that holds the boxes of an image. */
export async function readSample(
  folder: string,
  format: ExportFormat,
  item: WrittenItem | undefined,
): Promise<ExportPreview['sample']> {
  // One '*', as in annotations/instances_*.json.
  const [start = '', end = ''] = format.files.split('*');
  const files = (await filesIn(folder)).filter((path) => path.startsWith(start) && path.endsWith(end));
  const path =
    files.find((name) => posix.parse(name).name === item?.stem) ??
    files.find((name) => item && name.includes(item.split)) ??
    files[0];
  if (path === undefined) return null;
  const text = await readFile(join(folder, path), 'utf8');
  return { path, lines: text.trimEnd().split('\n').slice(0, mostLines) };
}

/** Paths of all files below a folder, with '/' between parts. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
