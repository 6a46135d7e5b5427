/** Pictures for a window: whether it can show a file as it is, and a JPEG in its place where it cannot. */
import sharp from 'sharp';
import type { ImageFormat } from './formats.ts';
import { openImage } from './openImage.ts';

const mimes: Partial<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
};

/**
 * The type under which browsers show the file just as Boxwright sees it: upright, the first frame alone, in its colours.
 * null: they do not, since the format is not theirs, or it is CMYK, 16 bits deep, moving, or turned where they do not
 * turn it.
 * @throws the decoder's or file system's error when the header cannot be read.
 */
export async function shownAs(path: string, format: ImageFormat): Promise<string | null> {
  const mime = mimes[format] ?? null;
  // The decoder at hand reads no bitmaps; browsers show all of them.
  if (mime === null || format === 'bmp') return mime;
  const { space, depth, pages = 1, orientation = 1 } = await sharp(path).metadata();
  const isPlain = (space === 'srgb' || space === 'b-w') && depth === 'uchar' && pages === 1;
  // All browsers turn JPEGs by their EXIF tag, and other formats some of them.
  return isPlain && (format === 'jpeg' || orientation <= 1) ? mime : null;
}

/**
 * @param longestSide in pixels; smaller images keep their size. null: every pixel.
 * @returns an upright JPEG of 8-bit sRGB.
 * @throws BoxwrightError `unreadable-image`, or the decoder's error.
 */
export async function uprightJpeg(
  bytes: Buffer,
  longestSide: number | null,
  quality: number,
): Promise<Buffer> {
  const picture = await openImage(bytes);
  if (longestSide !== null)
    picture.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true });
  return await picture.jpeg({ quality }).toBuffer();
}
