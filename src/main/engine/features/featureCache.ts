/**
 * Features of images on disk, so that the frozen backbone sees each image once: a file for each image, named by the
 * SHA-256 of the image, holding the row-major map [height, width, channel] as tensors/sparseHalf.ts lays it out.
 * A file is written beside its place and renamed, so that one that is there is whole.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BoxwrightError } from '../../../shared/errors.ts';
import { decodeSparse, encodeSparse } from '../tensors/sparseHalf.ts';

export class FeatureCache {
  readonly #folder: string;
  /** Numbers in one map. */
  readonly size: number;

  /**
   * @param folder of the features of one backbone, one padding and one view: what differs in any lies elsewhere.
   * @param size numbers in one map: height * width * channels.
   */
  constructor(folder: string, size: number) {
    this.#folder = folder;
    this.size = size;
  }

  has(contentHash: string): boolean {
    // A file of no bytes is what a power cut can leave of one that was just written.
    return (statSync(this.path(contentHash), { throwIfNoEntry: false })?.size ?? 0) > 0;
  }

  /**
   * Reads the map of an image into `target` from `offset` on.
   *
   * @throws BoxwrightError `resource-damaged` when the file is not whole; it is removed, so that the next run makes it
   *   anew. The file system's error when it is not there.
   */
  read(contentHash: string, target: Float32Array, offset: number): void {
    const path = this.path(contentHash);
    if (decodeSparse(readFileSync(path), target, offset, this.size)) return;
    rmSync(path);
    const remedy = 'It was removed; run the same command again.';
    throw new BoxwrightError('resource-damaged', `The cached features ${path} were damaged. ${remedy}`);
  }

  /** @returns bytes of the file. */
  write(contentHash: string, values: Float32Array): number {
    const path = this.path(contentHash);
    mkdirSync(dirname(path), { recursive: true });
    // One name for all attempts: what a killed process left is written over by the next.
    const partial = `${path}.partial`;
    const bytes = encodeSparse(values);
    writeFileSync(partial, bytes);
    renameSync(partial, path);
    return bytes.length;
  }

  /** Where the features of an image are, or would be. */
  path(contentHash: string): string {
    return join(this.#folder, contentHash.slice(0, 2), `${contentHash}.features`);
  }
}
