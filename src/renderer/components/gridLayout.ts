/**
 * Where everything lies in a grid of equal cells with headings between its sections: arithmetic over the sections, so
 * that a hundred thousand cells cost no more than their sections do.
 */

/** Cells that belong together, optionally below a heading that takes a row of its own. */
export interface GridSection {
  /** Cells in it, at least 1. */
  count: number;
  hasHeading: boolean;
}

export interface GridMeasures {
  columns: number;
  /** Of a row of cells and of a heading, in CSS pixels, gaps included. */
  rowHeight: number;
  headingHeight: number;
}

export type GridRow =
  { kind: 'heading'; section: number } | { kind: 'cells'; section: number; start: number; count: number };

export const gridKeys = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
export type GridKey = (typeof gridKeys)[number];

/** How many cells of at least `least` pixels fit side by side, and how wide they become when they fill the width. */
export function columnsFor(
  width: number,
  least: number,
  gap: number,
): { columns: number; cellWidth: number } {
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return { columns, cellWidth: Math.max(1, Math.floor((width - gap * (columns - 1)) / columns)) };
}

/** Rows and cells are counted from 0 over all sections. */
export class GridLayout {
  readonly columns: number;
  readonly count: number;
  readonly rowCount: number;
  /** In CSS pixels. */
  readonly height: number;
  readonly #measures: GridMeasures;
  readonly #sections: readonly GridSection[];
  /** First row, first cell and top of each section, and of what would come after the last. */
  readonly #rows: number[] = [0];
  readonly #cells: number[] = [0];
  readonly #tops: number[] = [0];

  constructor(sections: readonly GridSection[], measures: GridMeasures) {
    this.#measures = measures;
    this.#sections = sections;
    this.columns = measures.columns;
    for (const [index, { count, hasHeading }] of sections.entries()) {
      const rows = Math.ceil(count / measures.columns);
      const heading = hasHeading ? measures.headingHeight : 0;
      this.#rows.push(this.#rows[index]! + rows + Number(hasHeading));
      this.#cells.push(this.#cells[index]! + count);
      this.#tops.push(this.#tops[index]! + heading + rows * measures.rowHeight);
    }
    this.rowCount = this.#rows.at(-1)!;
    this.count = this.#cells.at(-1)!;
    this.height = this.#tops.at(-1)!;
  }

  /** Enough rows for any window `height` pixels high, wherever it stands. */
  mostRowsIn(height: number): number {
    return Math.ceil(height / this.#measures.rowHeight) + 1 + this.#mostHeadingsIn(height);
  }

  row(row: number): GridRow {
    const section = lastAtMost(this.#rows, row);
    const { count, hasHeading } = this.#sections[section]!;
    const line = row - this.#rows[section]! - Number(hasHeading);
    if (line < 0) return { kind: 'heading', section };
    const before = line * this.columns;
    return {
      ...{ kind: 'cells', section },
      start: this.#cells[section]! + before,
      count: Math.min(this.columns, count - before),
    };
  }

  topOf(row: number): number {
    const section = lastAtMost(this.#rows, row);
    const line = row - this.#rows[section]! - Number(this.#sections[section]!.hasHeading);
    return line < 0 ? this.#tops[section]! : this.#linesTop(section) + line * this.#measures.rowHeight;
  }

  /** The row at a height; the first or last one for heights outside. */
  rowAt(y: number): number {
    if (this.rowCount === 0 || y <= 0) return 0;
    const section = lastAtMost(this.#tops, Math.min(y, this.height - 1));
    const line = Math.floor(
      (Math.min(y, this.height - 1) - this.#linesTop(section)) / this.#measures.rowHeight,
    );
    return this.#rows[section]! + Number(this.#sections[section]!.hasHeading) + Math.max(line, -1);
  }

  rowOfCell(index: number): number {
    const section = lastAtMost(this.#cells, index);
    const line = Math.floor((index - this.#cells[section]!) / this.columns);
    return this.#rows[section]! + Number(this.#sections[section]!.hasHeading) + line;
  }

  /** The first cell in a row or, for a heading, below it. */
  firstCellFrom(row: number): number {
    const place = this.row(row);
    return place.kind === 'cells' ? place.start : this.#cells[place.section]!;
  }

  /** Where a key leads from a cell; `page`: rows that a page moves by. */
  move(from: number, key: GridKey, page: number): number {
    switch (key) {
      case 'ArrowLeft':
        return Math.max(0, from - 1);
      case 'ArrowRight':
        return Math.min(this.count - 1, from + 1);
      case 'Home':
        return 0;
      case 'End':
        return this.count - 1;
      case 'ArrowUp':
        return this.#lines(from, -1);
      case 'ArrowDown':
        return this.#lines(from, 1);
      case 'PageUp':
        return this.#lines(from, -page);
      case 'PageDown':
        return this.#lines(from, page);
    }
  }

  #mostHeadingsIn(height: number): number {
    const tops = this.#tops.filter((_, section) => this.#sections[section]?.hasHeading);
    let [most, first] = [0, 0];
    for (const [index, top] of tops.entries()) {
      while (top - tops[first]! > height) first += 1;
      most = Math.max(most, index - first + 1);
    }
    return most;
  }

  #linesTop(section: number): number {
    return this.#tops[section]! + (this.#sections[section]!.hasHeading ? this.#measures.headingHeight : 0);
  }

  /** Goes up or down by rows, over headings, in the same column where the row has one. */
  #lines(from: number, by: number): number {
    const row = this.rowOfCell(from);
    const here = this.row(row);
    const column = here.kind === 'cells' ? from - here.start : 0;
    const step = Math.sign(by);
    let [best, left] = [row, Math.abs(by)];
    for (let next = row + step; left > 0 && next >= 0 && next < this.rowCount; next += step) {
      if (this.row(next).kind === 'heading') continue;
      best = next;
      left -= 1;
    }
    const there = this.row(best);
    return there.kind === 'cells' ? there.start + Math.min(column, there.count - 1) : from;
  }
}

/** Index of the last section whose start is at most `value`, in rising `starts` with an end behind the last. */
function lastAtMost(starts: readonly number[], value: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Puts rows into slots so that a row keeps its slot for as long as it is shown; -1 in a slot with none. */
export function rowsInSlots(first: number, last: number, slots: number): number[] {
  const rows = new Array<number>(slots).fill(-1);
  for (let row = first; row <= last; row += 1) rows[row % slots] = row;
  return rows;
}
