/** Small JPEGs for pages and lists. */
import { openImage } from './openImage.ts';

/**
 * An upright JPEG whose longer side is at most `longestSide` pixels; smaller images keep their size.
 * @throws BoxwrightError `unreadable-image`, or the decoder's or file system's error.
 */
export async function thumbnail(path: string, longestSide: number): Promise<Buffer> {
  const picture = await openImage(path);
  const small = picture.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true });
  return await small.jpeg({ quality: 72, mozjpeg: true }).toBuffer();
}
