/** Paths as the tree that a folder shows. */

export interface TreeRow {
  /** Unique in the tree. */
  path: string;
  name: string;
  /** 0 for what lies in the root itself. */
  depth: number;
  isFolder: boolean;
  /** How many files a folder, or a row that stands for many, holds; null: one file. */
  count: number | null;
}

/**
 * Rows from paths with '/' between parts; folders come before what they hold, each once. A path that ends in '/' is a
 * folder; a count stands for that many files, and those of "folder/*" are counted beside the folder's name.
 */
export function treeRows(entries: readonly { path: string; count: number | null }[]): TreeRow[] {
  const rows: TreeRow[] = [];
  const known = new Map<string, TreeRow>();
  for (const { path: given, count } of entries) {
    // Files of any kind: what is to be known of them is how many their folder holds.
    const path = given.replace(/\/\*$/, '/');
    const parts = path.split('/').filter((part) => part !== '');
    parts.forEach((name, depth) => {
      const here = parts.slice(0, depth + 1).join('/');
      const isLast = depth === parts.length - 1;
      const isFolder = !isLast || path.endsWith('/');
      const row = known.get(here) ?? { path: here, name, depth, isFolder, count: null };
      if (isLast) row.count = count;
      if (!known.has(here)) insert(rows, row, here);
      known.set(here, row);
    });
  }
  return rows;
}

/** Behind everything that its folder holds so far. */
function insert(rows: TreeRow[], row: TreeRow, path: string): void {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const within = (other: TreeRow): boolean => other.path === folder || other.path.startsWith(`${folder}/`);
  const last = folder === '' ? rows.length - 1 : rows.findLastIndex(within);
  rows.splice(last + 1, 0, row);
}
