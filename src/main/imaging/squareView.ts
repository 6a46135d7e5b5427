/** Pixels as networks take them: square views of an upright image. */
import type { Sharp } from 'sharp';
import { openImage } from './openImage.ts';

/**
 * `full`: the whole image squeezed to the square. `crop`: its centre, at the scale where the shorter side is half as
 * long again as the square (450 for 299 pixels, as CI-CAM's authors crop for Inception).
 */
export const views = ['full', 'crop'] as const;
export type View = (typeof views)[number];

const CROP_SCALE = 450 / 299;

function centreCrop(image: Sharp, side: number): Sharp {
  const scaled = Math.round(side * CROP_SCALE);
  const margin = Math.floor((scaled - side) / 2);
  return image
    .resize(scaled, scaled, { fit: 'cover', position: 'centre', kernel: 'linear' })
    .extract({ left: margin, top: margin, width: side, height: side });
}

/**
 * @param side of the square, in pixels.
 * @returns RGB bytes, row-major [side, side, 3].
 * @throws what `openImage` throws; sharp's error when the pixels are truncated.
 */
export async function squareView(path: string, view: View, side: number): Promise<Uint8Array> {
  const image = await openImage(path);
  const square =
    view === 'full' ? image.resize(side, side, { fit: 'fill', kernel: 'linear' }) : centreCrop(image, side);
  return square.raw().toBuffer();
}
