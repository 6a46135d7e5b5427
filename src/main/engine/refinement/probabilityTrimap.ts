/**
 * GrabCut's start from a probability p: sure foreground where p > foreground, probable foreground where p > probable,
 * sure background where p < background, probable background between.
 */
import { TRIMAP } from './trimap.ts';

/** In [0, 1], background < probable < foreground. */
export interface ProbabilityLevels {
  foreground: number;
  probable: number;
  background: number;
}

/**
 * @param probability p, upsampled to the size that is wanted, row-major, in [0, 1].
 * @returns trimap of the same size.
 */
export function probabilityTrimap(
  probability: Float32Array,
  { foreground, probable, background }: ProbabilityLevels,
): Uint8Array {
  const trimap = new Uint8Array(probability.length);
  for (let pixel = 0; pixel < trimap.length; pixel += 1) {
    const p = probability[pixel]!;
    if (p > foreground) trimap[pixel] = TRIMAP.foreground;
    else if (p > probable) trimap[pixel] = TRIMAP.probableForeground;
    else if (p < background) trimap[pixel] = TRIMAP.background;
    else trimap[pixel] = TRIMAP.probableBackground;
  }
  return trimap;
}
