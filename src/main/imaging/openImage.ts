/** The one door to pixels: any supported file as an upright, opaque, 8-bit sRGB picture. */
import { open, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { BoxwrightError } from '../../shared/errors.ts';
import { decodeBmp } from './bmp.ts';
import { isReadable, sniffFormat, sniffLength } from './formats.ts';
import type { ForeignFormat, ImageFormat } from './formats.ts';

// Boxwright works on many pictures at once, one thread each; threads inside one picture would only fight over
// the same cores. No picture is opened twice in a row, so a cache of operations holds memory for nothing.
sharp.concurrency(1);
sharp.cache(false);

/** Larger files are refused, in bytes: a file is held in memory while it is read. */
export const largestFile = 512 * 1024 * 1024;

/**
 * A sharp pipeline that gives the first frame (or page) of an image upright, with alpha laid on white, as
 * 8-bit sRGB with 3 channels; the caller adds its own steps (resize, raw, jpeg …) and awaits them.
 * Truncated pixels fail there, when they are decoded, not here.
 * @throws BoxwrightError `unreadable-image` when the content is of no format that Boxwright reads, when a
 *   bitmap cannot be decoded or the file is over 512 MiB; the file system's error when it cannot be read.
 */
export async function openImage(input: string | Buffer): Promise<Sharp> {
  const name = typeof input === 'string' ? input : 'the image';
  const bytes = typeof input === 'string' ? await readImageFile(input) : input;
  const format = sniffFormat(bytes.subarray(0, sniffLength));
  if (format === null || !isReadable(format))
    throw new BoxwrightError('unreadable-image', describe(name, format));
  return openAs(format, bytes, name);
}

/** As `openImage`, for bytes whose format is known already. */
export function openAs(format: ImageFormat, bytes: Buffer, name = 'the image'): Sharp {
  const upright = rawPipeline(format, bytes, name).autoOrient();
  return upright.flatten({ background: '#ffffff' }).toColourspace('srgb');
}

/** The picture as the file has it: neither turned nor converted. */
export function rawPipeline(format: ImageFormat, bytes: Buffer, name: string): Sharp {
  // 'error' fails on pixels that are missing or wrong, but not on the many harmless oddities of real files
  // (stray bytes between segments, a damaged colour profile).
  if (format !== 'bmp') return sharp(bytes, { failOn: 'error', page: 0, pages: 1 });
  try {
    const { data, width, height, channels } = decodeBmp(bytes);
    return sharp(data, { raw: { width, height, channels } });
  } catch (error) {
    throw new BoxwrightError('unreadable-image', `${name}: ${(error as Error).message}.`, { cause: error });
  }
}

/**
 * @throws BoxwrightError `unreadable-image` when the file is over 512 MiB; the file system's error when it
 *   cannot be read.
 */
export async function readImageFile(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > largestFile) {
      throw new BoxwrightError('unreadable-image', `${path} is larger than 512 MiB. Save it smaller.`);
    }
    return await readFile(file);
  } finally {
    await file.close();
  }
}

function describe(name: string, format: ForeignFormat | null): string {
  if (format === null) return `${name} does not hold an image that Boxwright can read.`;
  return `${name} is a ${format.toUpperCase()} file, which Boxwright does not read. Convert it to JPEG or PNG.`;
}
