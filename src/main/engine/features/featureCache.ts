/**
 * Features of images on disk, so that the frozen backbone sees each image once: a file for each image, named by the
 * SHA-256 of the image, holding the row-major map [height, width, channel] in half precision, little-endian.
 * A file is written beside its place and renamed, so that one that is there is whole.
 */
import { closeSync, mkdirSync, openSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeHalf, encodeHalf } from '../tensors/halfPrecision.ts';

export class FeatureCache {
  private readonly folder: string;
  private readonly buffer: Uint16Array;
  /** Numbers in one map. */
  readonly size: number;

  /**
   * @param folder of the features of one backbone, one padding and one view: what differs in any lies elsewhere.
   * @param size numbers in one map: height * width * channels.
   */
  constructor(folder: string, size: number) {
    this.folder = folder;
    this.size = size;
    this.buffer = new Uint16Array(size);
  }

  has(contentHash: string): boolean {
    const found = statSync(this.path(contentHash), { throwIfNoEntry: false });
    return found?.size === this.buffer.byteLength;
  }

  /** Reads the map of an image into `target` from `offset` on. @throws Error when it is not there. */
  read(contentHash: string, target: Float32Array, offset: number): void {
    const file = openSync(this.path(contentHash), 'r');
    try {
      const length = readSync(file, this.buffer, 0, this.buffer.byteLength, 0);
      if (length !== this.buffer.byteLength)
        throw new Error(`The cached features ${contentHash} are cut short.`);
    } finally {
      closeSync(file);
    }
    decodeHalf(this.buffer, target, offset);
  }

  write(contentHash: string, values: Float32Array): void {
    const path = this.path(contentHash);
    mkdirSync(dirname(path), { recursive: true });
    const partial = `${path}.${process.pid}.partial`;
    writeFileSync(partial, encodeHalf(values));
    renameSync(partial, path);
  }

  private path(contentHash: string): string {
    return join(this.folder, contentHash.slice(0, 2), `${contentHash}.f16`);
  }
}
