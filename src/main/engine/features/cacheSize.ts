/**
 * How much of the disk a project's cached features may take. What a training learns from is always kept: at most
 * `mostImages` of the recipe in full (about 65 KB a view) and the refinement's training images in compact form (two views of
 * 473 KB), 1.8 GB together. The features of other images are kept while there is room, and computed again where there
 * was none.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that the features of one project take at most. */
export const CACHE_LIMIT = 2e9;
/**
 * Bytes that features which no training asked for leave free: boxes are asked for when CI-CAM is trained, and after that
 * the mirrors of up to 1,500 images must still fit without pushing out what the next training will read.
 */
const RESERVE = 0.8e9;

interface CachedFile {
  path: string;
  size: number;
  /** When it was written, in milliseconds. */
  time: number;
}

export class CacheRoom {
  readonly #folder: string;
  readonly #limit: number;
  readonly #reserve: number;
  #used: number | null = null;

  /** @param folder of all features of a project; it need not exist. */
  constructor(folder: string, limit = CACHE_LIMIT, reserve = RESERVE) {
    this.#folder = folder;
    this.#limit = limit;
    this.#reserve = reserve;
  }

  /** Bytes of all files: counted once, then as `add` says. */
  get used(): number {
    this.#used ??= sum(this.#files());
    return this.#used;
  }

  /** Files of so many bytes were written. */
  add(bytes: number): void {
    this.#used = this.used + bytes;
  }

  /** For features that no training asked for. */
  isFull(): boolean {
    return this.used + this.#reserve > this.#limit;
  }

  /** Makes room for so many bytes, if they do not fit: files that are not needed go, the oldest first. */
  make(bytes: number, isNeeded: (path: string) => boolean): void {
    const files = this.#files().toSorted((a, b) => a.time - b.time);
    this.#used = sum(files);
    for (const { path, size } of files) {
      if (this.#used + bytes <= this.#limit) return;
      if (isNeeded(path)) continue;
      rmSync(path, { force: true });
      this.#used -= size;
    }
  }

  #files(): CachedFile[] {
    return entriesOf(this.#folder).flatMap((entry) => {
      if (!entry.isFile()) return [];
      const path = join(entry.parentPath, entry.name);
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? [{ path, size: stat.size, time: stat.mtimeMs }] : [];
    });
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function sum(files: readonly CachedFile[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
