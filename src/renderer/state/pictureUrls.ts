/**
 * Addresses of pictures. An image keeps its id and may get other bytes, and another project has other images under the
 * same ids; the address tells them apart, so that the browser may keep each picture for as long as it likes.
 */
export type PictureSize = 'thumb' | 'view' | 'full';

export class PictureUrls {
  /** Unlike any of an earlier page or project. */
  #edition = 0;
  readonly #page = Date.now().toString(36);
  /** How often an image's bytes changed while the project was open. */
  readonly #revisions = new Map<number, number>();

  /** Another project is open. */
  renew(): void {
    this.#edition += 1;
    this.#revisions.clear();
  }

  /** An image was read anew. */
  revise(imageId: number): void {
    this.#revisions.set(imageId, (this.#revisions.get(imageId) ?? 0) + 1);
  }

  of(size: PictureSize, imageId: number): string {
    return `app-image://${size}/${imageId}?v=${this.#page}.${this.#edition}.${this.#revisions.get(imageId) ?? 0}`;
  }
}
