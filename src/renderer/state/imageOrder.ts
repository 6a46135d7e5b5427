/** Which images the Images screen shows, and in what order. */
import type { ImageColumns } from '../../shared/appDomain.ts';
import { sortKey } from '../../shared/naturalOrder.ts';
import { classBlocks } from './imageTable.ts';

export const imageSorts = ['class', 'name', 'size'] as const;
/** `class`: by class, then name; `name`: by file name over all classes; `size`: most pixels first. */
export type ImageSort = (typeof imageSorts)[number];

export interface ImageRules {
  /** null: all classes. */
  classId: number | null;
  /** Part of a path, without regard to case; '' lets everything in. */
  query: string;
  sort: ImageSort;
}

export interface ShownImages {
  /** Rows in the columns, in the order in which they are shown. */
  rows: Int32Array;
  ids: Int32Array;
  /** What is shown under one heading; a single section without a class when they are not sorted by class. */
  sections: { classId: number | null; count: number; hasHeading: boolean }[];
}

export function arrangeImages(images: ImageColumns, rules: ImageRules): ShownImages {
  const rows = letIn(images, rules);
  if (rules.sort === 'name') sortBy(rows, nameRanks(images));
  if (rules.sort === 'size')
    sortBy(
      rows,
      Float64Array.from(images.ids, (_, row) => -pixels(images, row)),
    );
  const ids = rows.map((row) => images.ids[row]!);
  if (rules.sort === 'class') {
    const blocks = classBlocks(rows.map((row) => images.classIds[row]!));
    const sections = blocks.map(({ classId, start, end }) => ({
      classId,
      count: end - start,
      hasHeading: true,
    }));
    return { rows, ids, sections };
  }
  const all = { classId: null, count: rows.length, hasHeading: false };
  return { rows, ids, sections: rows.length > 0 ? [all] : [] };
}

function letIn({ classIds, names }: ImageColumns, { classId, query }: ImageRules): Int32Array {
  const wanted = query.trim().toLowerCase();
  const rows = new Int32Array(classIds.length);
  let count = 0;
  for (let row = 0; row < classIds.length; row += 1) {
    if (classId !== null && classIds[row] !== classId) continue;
    if (wanted !== '' && !names[row]!.toLowerCase().includes(wanted)) continue;
    rows[count++] = row;
  }
  return rows.slice(0, count);
}

function pixels({ widths, heights }: ImageColumns, row: number): number {
  return widths[row]! * heights[row]!;
}

/** Sorts rows by a number of each row; equals keep their order, for the rows come in rising order. */
function sortBy(rows: Int32Array, keys: Float64Array): void {
  rows.sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** Place of each row by file name. Kept for as long as the columns are: a hundred thousand names take a while. */
const ranksOf = new WeakMap<ImageColumns, Float64Array>();

function nameRanks(images: ImageColumns): Float64Array {
  const known = ranksOf.get(images);
  if (known) return known;
  const keys = images.names.map((name) => sortKey(name.slice(name.lastIndexOf('/') + 1)));
  const rows = Array.from(keys.keys()).sort((a, b) =>
    keys[a]! < keys[b]! ? -1 : Number(keys[a]! > keys[b]!),
  );
  const ranks = new Float64Array(rows.length);
  for (const [rank, row] of rows.entries()) ranks[row] = rank;
  ranksOf.set(images, ranks);
  return ranks;
}
