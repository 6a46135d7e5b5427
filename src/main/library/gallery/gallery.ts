/** `project.gallery`: all images and boxes as columns, for lists of a hundred thousand. */
import type { BoxChanges, BoxColumns, ImageColumns } from '../../../shared/appDomain.ts';
import type { Store } from '../store/store.ts';

export class Gallery {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In the order of the classes, then naturally by path. */
  images(): ImageColumns {
    return this.#store.columns.images();
  }

  /** Some of the images, in the same order; ids that no image has are passed over. */
  imagesOf(imageIds: readonly number[]): ImageColumns {
    return this.#store.columns.imagesOf(imageIds);
  }

  /** In order of image id and box id, rejected ones too. Boxes that were reviewed have no reasons. */
  boxes(): BoxColumns {
    return this.#store.columns.boxes();
  }

  /** All boxes of some images: what a window that has `boxes()` puts in the place of theirs. */
  boxesOf(imageIds: readonly number[]): BoxChanges {
    return { imageIds: Int32Array.from(imageIds), boxes: this.#store.columns.boxesOf(imageIds) };
  }
}
