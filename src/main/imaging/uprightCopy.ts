/** Copies of images for other programs: upright, and in a form that all of them read alike. */
import sharp from 'sharp';
import { sniffFormat, sniffLength } from './formats.ts';
import { openImage, rawPipeline } from './openImage.ts';

export interface UprightCopy {
  /** The very bytes given when `change` is null. */
  bytes: Buffer;
  extension: '.jpg' | '.png';
  /** Colour channels: 1, 3 or 4. */
  channels: number;
  /** Why the picture had to be written anew, in words; null when it did not. */
  change: string | null;
}

/**
 * An upright JPEG or PNG of 8-bit grey or RGB stays as it is, byte for byte. Anything else is written anew as
 * `openImage` shows it: a JPEG as a JPEG of high quality, the rest without loss as PNG.
 *
 * Other programs turn some JPEGs and not others, take CMYK for RGB, show 16-bit grey as white, and do not all
 * read WebP, GIF, TIFF and BMP.
 * @throws BoxwrightError `unreadable-image` or the decoder's error when the bytes hold no readable image.
 */
export async function uprightCopy(bytes: Buffer, name: string): Promise<UprightCopy> {
  const format = sniffFormat(bytes.subarray(0, sniffLength));
  const isJpeg = format === 'jpeg';
  const extension = isJpeg ? '.jpg' : '.png';
  if (!isJpeg && format !== 'png') {
    return writeAnew(bytes, extension, `from ${format?.toUpperCase() ?? 'an unknown format'}`);
  }
  const facts = await rawPipeline(format, bytes, name).metadata();
  if ((facts.orientation ?? 1) !== 1) return writeAnew(bytes, extension, 'turned upright');
  if (facts.depth !== 'uchar') return writeAnew(bytes, extension, 'from 16 bits');
  if (facts.space === 'cmyk') return writeAnew(bytes, extension, 'from CMYK');
  return { bytes, extension, channels: facts.channels, change: null };
}

/**
 * What `uprightCopy` would give for a file, told from its header: no pixel is read.
 * @throws the decoder's or file system's error when it cannot be read.
 */
export async function uprightCopyFacts(path: string): Promise<Pick<UprightCopy, 'extension' | 'channels'>> {
  const { format, orientation = 1, depth, space, channels } = await sharp(path).metadata();
  const isKept = orientation === 1 && depth === 'uchar' && space !== 'cmyk';
  if (format === 'jpeg') return { extension: '.jpg', channels: isKept ? channels : 3 };
  return { extension: '.png', channels: format === 'png' && isKept ? channels : 3 };
}

async function writeAnew(
  original: Buffer,
  extension: UprightCopy['extension'],
  change: string,
): Promise<UprightCopy> {
  const picture = await openImage(original);
  // Full-resolution colour: a picture that is compressed twice should not lose it on the way.
  const encoded =
    extension === '.jpg' ? picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }) : picture.png();
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { bytes: data, extension, channels: info.channels, change };
}
