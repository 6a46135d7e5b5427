/** Measures of masks: Uint8Array of 0 and 1, row-major. */
import type { Box } from '../../../shared/geometry.ts';

/** How many pixels are set. */
export function maskArea(mask: Uint8Array): number {
  let area = 0;
  for (const pixel of mask) area += pixel;
  return area;
}

/** Intersection over union of two masks of one size, in [0, 1]; 0 when both are empty. */
export function maskIou(a: Uint8Array, b: Uint8Array): number {
  let [intersection, union] = [0, 0];
  for (let i = 0; i < a.length; i += 1) {
    intersection += a[i]! & b[i]!;
    union += a[i]! | b[i]!;
  }
  return union === 0 ? 0 : intersection / union;
}

/** The smallest box around all that is set, in pixels of the mask; null for an empty one. */
export function maskBox(mask: Uint8Array, width: number): Box | null {
  let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (mask[pixel] === 0) continue;
    const x = pixel % width;
    const y = (pixel - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    if (y < top) top = y;
    bottom = y;
  }
  return bottom < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

/** What is above the threshold. */
export function maskAbove(values: Float32Array, threshold: number): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let i = 0; i < mask.length; i += 1) mask[i] = values[i]! > threshold ? 1 : 0;
  return mask;
}
