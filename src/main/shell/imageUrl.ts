/** The addresses of pictures: app-image://thumb/12?v=3. They name an image by id and never by path. */
import type { CallArgs } from '../../shared/contract.ts';

export interface ImageAddress extends CallArgs<'images.file'> {
  /** Whether the address changes with the picture, so that what it gave once may be kept. */
  isVersioned: boolean;
}

const pattern = /^app-image:\/\/(?<size>thumb|view|full)\/(?<id>[1-9]\d{0,9})(?<version>\?v=[\w.-]{1,64})?$/;
const LARGEST_ID = 2 ** 31 - 1;

/** @returns null for everything that is not exactly such an address. */
export function parseImageUrl(url: string): ImageAddress | null {
  const { size, id, version } = pattern.exec(url)?.groups ?? {};
  const imageId = Number(id);
  if (!size || imageId > LARGEST_ID) return null;
  return { size: size as ImageAddress['size'], imageId, isVersioned: version !== undefined };
}
