/** `project.pictures`: files that a window can show, made when they are asked for and kept in the project's cache. */
import type { ImageFile } from '../../../shared/appDomain.ts';
import type { Store } from '../store/store.ts';
import { makeThumbnails } from './makeThumbnails.ts';
import type { ThumbnailOptions } from './makeThumbnails.ts';
import { PictureFiles } from './pictureFiles.ts';
import type { PictureSize } from './pictureFiles.ts';

export class Pictures {
  readonly #store: Store;
  readonly #files: PictureFiles;

  /** @param cacheFolder absolute; of the project. */
  constructor(store: Store, cacheFolder: string) {
    this.#store = store;
    this.#files = new PictureFiles(cacheFolder);
  }

  /**
   * `thumb`: an upright JPEG of at most 320 px. `view`: at most 2048 px, `full`: every pixel; both are the original
   * itself where a browser shows it upright and in its colours, else a JPEG that was made of it.
   * @returns null when there is no such image, or its original is gone, changed or unreadable (a thumbnail that was
   *   made before is still given).
   */
  async file(imageId: number, size: PictureSize): Promise<ImageFile | null> {
    const original = this.#store.images.original(imageId);
    return original ? this.#files.file(original, size) : null;
  }

  /**
   * Makes the thumbnails that are not there yet, one at a time, behind whatever `file` is asked for. May be stopped by
   * the signal and called again; images whose original cannot be read are passed over.
   * @returns how many were made.
   */
  makeThumbnails(options?: ThumbnailOptions): Promise<number> {
    return makeThumbnails(this.#store, this.#files, options);
  }
}
