/** Where the file of each picture is, as the library process says; the latest answers are kept. */
import type { AppEvent } from '../../shared/appEvents.ts';
import type { ImageFile } from '../../shared/appDomain.ts';
import type { CallArgs, Reply } from '../../shared/contract.ts';

type Wanted = CallArgs<'images.file'>;

/** Some screens full of thumbnails. */
const KEPT = 4000;

export class ImageFiles {
  readonly #ask: (name: string, args: unknown) => Promise<Reply<unknown>>;
  /** Oldest use first. */
  readonly #known = new Map<string, ImageFile>();
  /** Raised when what is known becomes void, so that an answer from before is not kept. */
  #generation = 0;

  constructor(ask: (name: string, args: unknown) => Promise<Reply<unknown>>) {
    this.#ask = ask;
  }

  /** @returns null when no such image is in the open project, or its file could not be made. */
  async find({ imageId, size }: Wanted): Promise<ImageFile | null> {
    const key = `${size}/${imageId}`;
    const known = this.#known.get(key);
    if (known) return this.#keep(key, known);
    const generation = this.#generation;
    const reply = await this.#ask('images.file', { imageId, size });
    const file = reply.ok ? (reply.value as ImageFile | null) : null;
    if (file && generation === this.#generation) this.#keep(key, file);
    return file;
  }

  isKnown({ imageId, size }: Wanted): boolean {
    return this.#known.has(`${size}/${imageId}`);
  }

  forget({ imageId, size }: Wanted): void {
    this.#known.delete(`${size}/${imageId}`);
  }

  /** Image ids mean other files in another project, and originals move. */
  hear(event: AppEvent): void {
    if (event.kind !== 'project' && event.kind !== 'images-changed' && event.kind !== 'library-restarted')
      return;
    this.#known.clear();
    this.#generation += 1;
  }

  #keep(key: string, file: ImageFile): ImageFile {
    this.#known.delete(key);
    this.#known.set(key, file);
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value ?? '');
    return file;
  }
}
