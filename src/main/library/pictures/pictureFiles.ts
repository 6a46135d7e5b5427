/** Files for the window to show: originals where it can show them, else JPEGs in the cache, each made once. */
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImageFile } from '../../../shared/appDomain.ts';
import { readImageFile } from '../../imaging/openImage.ts';
import { shownAs, uprightJpeg } from '../../imaging/rendition.ts';
import type { OriginalFile } from '../store/images.ts';
import { LatestFirst } from './latestFirst.ts';

export type PictureSize = 'thumb' | 'view' | 'full';

interface Rendition {
  /** Absolute; content decides it, so that a file that is there is right. */
  path: string;
  longestSide: number | null;
  quality: number;
}

/** Longer side in pixels: sharp on a cell of 160 on a screen with two pixels for one. */
const thumbSide = 320;
const viewSide = 2048;

/** At most three: each holds a decoded picture, and cores are left for the rest. */
const makingsAtOnce = Math.min(3, Math.max(2, availableParallelism() - 1));

const jpeg = 'image/jpeg';

export class PictureFiles {
  readonly #cache: string;
  readonly #makings = new LatestFirst(makingsAtOnce);
  /** By content: the type under which a browser shows the original, or null. */
  readonly #shownAs = new Map<string, string | null>();
  /** By image: the time of change at which an original that was touched still had its content. */
  readonly #verified = new Map<number, number>();
  #written = 0;

  constructor(cacheFolder: string) {
    this.#cache = cacheFolder;
  }

  /** null: the original is gone, changed or unreadable, and there is no thumbnail from before. */
  async file(original: OriginalFile, size: PictureSize): Promise<ImageFile | null> {
    if (size === 'thumb') return this.#cached(original, this.#thumb(original), 'next');
    if (!(await this.#isUnchanged(original))) return null;
    const isSmall = Math.max(original.width, original.height) <= viewSide;
    const mime = size === 'full' || isSmall ? await this.#mimeOf(original) : null;
    if (mime !== null) return { path: original.path, mime };
    return this.#cached(original, this.#view(original, size === 'full' || isSmall), 'next');
  }

  /** Makes a thumbnail when nothing else is asked for; false when it cannot be made. */
  async thumbBehind(original: OriginalFile): Promise<boolean> {
    return (await this.#cached(original, this.#thumb(original), 'behind')) !== null;
  }

  /** Content hashes of the images that have a thumbnail. */
  async thumbHashes(): Promise<Set<string>> {
    const files = await readdir(join(this.#cache, 'thumbs'), { recursive: true }).catch(() => []);
    return new Set(files.flatMap((name) => /([0-9a-f]{64})\.jpg$/.exec(name)?.[1] ?? []));
  }

  #thumb({ contentHash }: OriginalFile): Rendition {
    return { path: this.#place('thumbs', contentHash, ''), longestSide: thumbSide, quality: 78 };
  }

  #view({ contentHash }: OriginalFile, isWhole: boolean): Rendition {
    return isWhole
      ? { path: this.#place('views', contentHash, '-full'), longestSide: null, quality: 90 }
      : { path: this.#place('views', contentHash, `-${viewSide}`), longestSide: viewSide, quality: 88 };
  }

  #place(kind: string, contentHash: string, ending: string): string {
    return join(this.#cache, kind, contentHash.slice(0, 2), `${contentHash}${ending}.jpg`);
  }

  async #cached(
    original: OriginalFile,
    rendition: Rendition,
    place: 'next' | 'behind',
  ): Promise<ImageFile | null> {
    const { path } = rendition;
    const isThere =
      (await exists(path)) || (await this.#makings.run(path, () => this.#make(original, rendition), place));
    return isThere ? { path, mime: jpeg } : null;
  }

  /** @throws the file system's error when the cache cannot be written. */
  async #make({ path: from, contentHash }: OriginalFile, { path, ...how }: Rendition): Promise<boolean> {
    const picture = await readImageFile(from)
      .then((bytes) =>
        hashOf(bytes) === contentHash ? uprightJpeg(bytes, how.longestSide, how.quality) : null,
      )
      .catch(() => null);
    if (picture === null) return false;
    this.#written += 1;
    const partial = `${path}.${process.pid}-${this.#written}.partial`;
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(partial, picture);
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
    return true;
  }

  /** A file of the same size and time is taken to be the same, as import takes it; else its content is compared. */
  async #isUnchanged({ id, path, byteSize, modifiedMs, contentHash }: OriginalFile): Promise<boolean> {
    try {
      const { size, mtimeMs } = await stat(path);
      if (size !== byteSize) return false;
      if (mtimeMs === modifiedMs || mtimeMs === this.#verified.get(id)) return true;
      if (hashOf(await readImageFile(path)) !== contentHash) return false;
      this.#verified.set(id, mtimeMs);
      return true;
    } catch {
      return false;
    }
  }

  async #mimeOf({ path, format, contentHash }: OriginalFile): Promise<string | null> {
    const known = this.#shownAs.get(contentHash);
    if (known !== undefined) return known;
    const mime = await shownAs(path, format).catch(() => null);
    this.#shownAs.set(contentHash, mime);
    return mime;
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
