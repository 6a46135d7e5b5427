/** The project's images as columns, in the order of class position, then naturally by path; see ImageColumns. */
import type { ImageColumns } from '../../shared/appDomain.ts';
import { sortKey } from '../../shared/naturalOrder.ts';
import { withRoom } from './slots.ts';

/** Place of a class in the person's order. Classes that are not known yet come last. */
export type PlaceOf = (classId: number) => number;

const nowhere = -1;

export const noImages: ImageColumns = {
  ids: new Int32Array(0),
  classIds: new Int32Array(0),
  widths: new Int32Array(0),
  heights: new Int32Array(0),
  names: [],
  missing: new Uint8Array(0),
};

export class ImageTable {
  /** Never changed in place: another object after each change. */
  #columns: ImageColumns;
  /** Row of each image, by image id. */
  #rows: Int32Array = new Int32Array(0);

  constructor(columns: ImageColumns = noImages) {
    this.#columns = columns;
    this.#index();
  }

  get columns(): ImageColumns {
    return this.#columns;
  }

  /** Row of the image; -1 when it is not there. */
  rowOf(imageId: number): number {
    return this.#rows[imageId] ?? nowhere;
  }

  /** Puts images where they belong; those that are there already are passed over. @returns how many were new. */
  add(added: ImageColumns, placeOf: PlaceOf): number {
    const fresh = this.#fresh(added, placeOf);
    if (fresh.length === 0) return 0;
    const rows = this.#columns.ids.length;
    const sources = new Int32Array(rows + fresh.length);
    let [row, out] = [0, 0];
    for (const image of fresh) {
      const until = this.#rowAfter(image, row, placeOf);
      while (row < until) sources[out++] = row++;
      sources[out++] = rows + image.index;
    }
    while (row < rows) sources[out++] = row++;
    this.#columns = gather(this.#columns, added, sources);
    this.#index();
    return fresh.length;
  }

  /** Follows a new order of the classes. @returns whether any image moved. */
  arrange(placeOf: PlaceOf): boolean {
    const blocks = classBlocks(this.#columns.classIds);
    const sorted = blocks.toSorted((a, b) => compareClasses(a.classId, b.classId, placeOf));
    if (sorted.every((block, index) => block === blocks[index])) return false;
    const sources = new Int32Array(this.#columns.ids.length);
    let out = 0;
    for (const { start, end } of sorted) for (let row = start; row < end; row += 1) sources[out++] = row;
    this.#columns = gather(this.#columns, noImages, sources);
    this.#index();
    return true;
  }

  #fresh(added: ImageColumns, placeOf: PlaceOf): NewImage[] {
    const seen = new Set<number>();
    const fresh: NewImage[] = [];
    for (const [index, id] of added.ids.entries()) {
      if (this.rowOf(id) !== nowhere || seen.has(id)) continue;
      seen.add(id);
      fresh.push({ index, classId: added.classIds[index]!, key: sortKey(added.names[index]!) });
    }
    return fresh.sort((a, b) => compareClasses(a.classId, b.classId, placeOf) || compareKeys(a.key, b.key));
  }

  /** The first row from `from` on that comes after the image. */
  #rowAfter(image: NewImage, from: number, placeOf: PlaceOf): number {
    const { classIds, names } = this.#columns;
    let [low, high] = [from, classIds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const order =
        compareClasses(classIds[middle]!, image.classId, placeOf) ||
        compareKeys(sortKey(names[middle]!), image.key);
      if (order <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #index(): void {
    const { ids } = this.#columns;
    let highest = 0;
    for (const id of ids) if (id > highest) highest = id;
    const rows = withRoom(new Int32Array(0), highest);
    for (let row = 0; row < ids.length; row += 1) rows[ids[row]!] = row;
    this.#rows = rows;
  }
}

interface NewImage {
  /** In the columns that it came with. */
  index: number;
  classId: number;
  key: string;
}

function compareClasses(a: number, b: number, placeOf: PlaceOf): number {
  if (a === b) return 0;
  const [placeA, placeB] = [placeOf(a), placeOf(b)];
  return placeA === placeB ? a - b : placeA - placeB;
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Stretches of rows of one class each, in order. */
export function classBlocks(classIds: Int32Array): { classId: number; start: number; end: number }[] {
  const blocks: { classId: number; start: number; end: number }[] = [];
  for (let start = 0; start < classIds.length;) {
    const classId = classIds[start]!;
    let end = start + 1;
    while (end < classIds.length && classIds[end] === classId) end += 1;
    blocks.push({ classId, start, end });
    start = end;
  }
  return blocks;
}

/** New columns, of which row r is row sources[r] of `first` with the rows of `second` put behind it. */
function gather(first: ImageColumns, second: ImageColumns, sources: Int32Array): ImageColumns {
  const split = first.ids.length;
  const pick = <Column extends Int32Array | Uint8Array>(a: Column, b: Column, to: Column): Column => {
    for (let row = 0; row < sources.length; row += 1) {
      const source = sources[row]!;
      to[row] = source < split ? a[source]! : b[source - split]!;
    }
    return to;
  };
  const ints = (a: Int32Array, b: Int32Array) => pick(a, b, new Int32Array(sources.length));
  return {
    ids: ints(first.ids, second.ids),
    classIds: ints(first.classIds, second.classIds),
    widths: ints(first.widths, second.widths),
    heights: ints(first.heights, second.heights),
    names: Array.from(sources, (source) =>
      source < split ? first.names[source]! : second.names[source - split]!,
    ),
    missing: pick(first.missing, second.missing, new Uint8Array(sources.length)),
  };
}
