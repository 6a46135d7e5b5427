/** Matching of images by path where two sides count from different folders. */
import { basename } from 'node:path';

/** Whole path, its last two parts, its name: in this order a truth image and a predicted one are matched. */
function keys(path: string): [string, string, string] {
  const parts = path.replaceAll('\\', '/').split('/');
  return [parts.join('/'), parts.slice(-2).join('/'), basename(parts.join('/'))];
}

/** Finds what has the path of a truth image; at each level the first of equal names counts. */
export class PathIndex<T> {
  readonly #levels = [new Map<string, T>(), new Map<string, T>(), new Map<string, T>()];

  constructor(items: readonly T[], pathOf: (item: T) => string) {
    for (const item of items) {
      keys(pathOf(item)).forEach((key, level) => {
        const found = this.#levels[level];
        if (found && !found.has(key)) found.set(key, item);
      });
    }
  }

  find(path: string): T | undefined {
    for (const [level, key] of keys(path).entries()) {
      const found = this.#levels[level]?.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
