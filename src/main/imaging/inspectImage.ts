/** Whether a file's image is whole, and what must be known of it; every pixel is decoded to be sure. */
import { isReadable, sniffFormat, sniffLength } from './formats.ts';
import type { ImageFormat } from './formats.ts';
import { jpegHasItsEnd } from './jpegEnd.ts';
import { rawPipeline } from './openImage.ts';
import { tiffIsCutShort } from './tiffEnd.ts';

export interface ImageFacts {
  format: ImageFormat;
  /** Upright (EXIF-applied) size in pixels, of the first frame. */
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
}

export interface ImageFault {
  kind: 'unreadable' | 'truncated' | 'unsupported-type';
  /** What is wrong, as the end of a sentence about the file: 'is cut short …'. */
  fault: string;
}

/** Never throws for bad images: what is wrong with them is the result. */
export async function inspectImage(bytes: Buffer): Promise<ImageFacts | ImageFault> {
  const format = sniffFormat(bytes.subarray(0, sniffLength));
  if (format === null) return { kind: 'unreadable', fault: 'does not hold an image' };
  if (!isReadable(format)) return { kind: 'unsupported-type', fault: `is a ${format.toUpperCase()} file` };
  if (!hasItsEnd(format, bytes)) return cutShort();
  try {
    return await decode(format, bytes);
  } catch (error) {
    return faultOf((error as Error).message, format, bytes);
  }
}

async function decode(format: ImageFormat, bytes: Buffer): Promise<ImageFacts> {
  const picture = rawPipeline(format, bytes, 'the bitmap');
  const { autoOrient, orientation: tag = 1 } = await picture.metadata();
  // Some cameras write 0 for "not known".
  const orientation = tag >= 1 && tag <= 8 ? tag : 1;
  // Scaling down reads all pixels but hands over few; a JPEG is even decoded at an eighth of its size, though
  // all of its coded data is read. The default kernel is wanted: 'nearest' never asks for the last rows.
  await picture.resize(8, 8, { fit: 'fill' }).raw().toBuffer();
  return { format, width: autoOrient.width, height: autoOrient.height, orientation };
}

/**
 * Formats with an end mark or a total length have it checked: their decoders are content, always or at times,
 * when only the last bytes are gone.
 */
function hasItsEnd(format: ImageFormat, bytes: Buffer): boolean {
  if (format === 'jpeg') return jpegHasItsEnd(bytes);
  if (format === 'png') return bytes.lastIndexOf(pngEnd) > 0;
  if (format === 'webp') return bytes.length >= 12 && bytes.length >= bytes.readUInt32LE(4) + 8;
  return true;
}

/** The last chunk of every PNG: no data, its name, its check sum. */
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex');

/** The words by which the decoders tell of data that ends too early. */
const endedEarly = /premature end|unexpected end|truncated|end of file|missing SOS|contains no image/i;

function faultOf(message: string, format: ImageFormat, bytes: Buffer): ImageFault {
  if (endedEarly.test(message) || (format === 'tiff' && tiffIsCutShort(bytes))) return cutShort();
  if (/exceeds pixel limit|impossible size/i.test(message)) {
    return { kind: 'unreadable', fault: 'has more pixels than Boxwright reads (268 million)' };
  }
  const detail = message.split('\n').find((line) => line.trim() !== '') ?? 'no reason given';
  return { kind: 'unreadable', fault: `cannot be decoded (${detail.trim()})` };
}

function cutShort(): ImageFault {
  return { kind: 'truncated', fault: 'is cut short: its last part is missing' };
}
