/** A map upsampled onto the image squeezed to a square of any size, by where its cells lie on the network's input. */
import type { MapGrid } from '../../../shared/scoreMap.ts';
import { upsample } from '../../../shared/upsample.ts';

/**
 * @param side of the square in pixels.
 * @returns row-major [side, side]
 */
export function upsampleTo(map: MapGrid, side: number): Float32Array {
  const { inputSize, firstCentre, stride } = map.geometry;
  const scale = side / inputSize;
  return upsample({
    ...map,
    geometry: { inputSize: side, firstCentre: firstCentre * scale, stride: stride * scale },
  });
}
