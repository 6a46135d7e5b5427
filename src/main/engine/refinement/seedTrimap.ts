/**
 * GrabCut's start from a seed map u and its region R: the top share of u inside R is sure foreground and the rest of R
 * probable foreground; the lowest share of u outside R is sure background and the rest probable background.
 */
import { TRIMAP } from './trimap.ts';

export interface SeedLevels {
  /** Share of the region's pixels that are sure foreground, in (0, 1). */
  foregroundShare: number;
  /** Share of the other pixels that are sure background, in (0, 1). */
  backgroundShare: number;
}

/**
 * @param map u, a map that has been upsampled, row-major, any range.
 * @param region R, a mask of the same size.
 * @returns trimap of the same size; all of it probable background for a map that says nothing.
 */
export function seedTrimap(map: Float32Array, region: Uint8Array, levels: SeedLevels): Uint8Array {
  const inside = map.filter((_, pixel) => region[pixel] === 1);
  if (inside.length === 0) return new Uint8Array(map.length).fill(TRIMAP.probableBackground);
  const outside = map.filter((_, pixel) => region[pixel] === 0);
  const foregroundFrom = quantile(inside, 1 - levels.foregroundShare);
  const backgroundTo = quantile(outside, levels.backgroundShare);
  return region.map((isInside, pixel) => {
    const value = map[pixel]!;
    if (isInside) return value >= foregroundFrom ? TRIMAP.foreground : TRIMAP.probableForeground;
    return value <= backgroundTo ? TRIMAP.background : TRIMAP.probableBackground;
  });
}

/**
 * The value below which `share` of the values lie, between two of them by linear interpolation (NumPy's own rule).
 *
 * @param values not empty.
 */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.toSorted();
  const position = share * (sorted.length - 1);
  const lower = sorted[Math.floor(position)]!;
  const upper = sorted[Math.ceil(position)]!;
  return lower + (upper - lower) * (position - Math.floor(position));
}
