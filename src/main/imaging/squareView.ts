/** Pixels as networks take them: the whole upright image squeezed to a square. */
import { openImage } from './openImage.ts';

/**
 * @param side of the square, in pixels.
 * @returns RGB bytes, row-major [side, side, 3].
 * @throws what `openImage` throws; sharp's error when the pixels are truncated.
 */
export async function squareView(path: string, side: number): Promise<Uint8Array> {
  const image = await openImage(path);
  return image.resize(side, side, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
}
