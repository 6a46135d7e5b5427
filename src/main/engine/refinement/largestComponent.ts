/** Of a mask, the one object that is kept: GrabCut also takes what has the object's colours elsewhere. */

/** A pixel of the mask that no component has taken yet. */
const OPEN = 1;

/**
 * The 4-connected component with most pixels, the first of equals in a row-by-row reading.
 *
 * @param mask of 0 and 1, row-major, `width` pixels wide.
 * @returns mask of the same size; empty for an empty one.
 */
export function largestComponent(mask: Uint8Array, width: number): Uint8Array {
  const open = mask.slice();
  // Every component is written behind the one before; each pixel comes in once.
  const pixels = new Int32Array(mask.length);
  let [bestStart, bestEnd, end] = [0, 0, 0];
  for (let first = 0; first < open.length; first += 1) {
    if (open[first] !== OPEN) continue;
    const start = end;
    end = flood(open, width, first, pixels, start);
    if (end - start > bestEnd - bestStart) [bestStart, bestEnd] = [start, end];
  }
  const largest = new Uint8Array(mask.length);
  for (let i = bestStart; i < bestEnd; i += 1) largest[pixels[i]!] = 1;
  return largest;
}

/** Closes the component of pixel `first` and writes its pixels from `start` on; returns where they end. */
function flood(open: Uint8Array, width: number, first: number, pixels: Int32Array, start: number): number {
  let end = start;
  const take = (pixel: number) => {
    if (open[pixel] !== OPEN) return;
    open[pixel] = 0;
    pixels[end] = pixel;
    end += 1;
  };
  take(first);
  for (let i = start; i < end; i += 1) {
    const pixel = pixels[i]!;
    const x = pixel % width;
    // Above the first row and below the last there is nothing open.
    take(pixel - width);
    take(pixel + width);
    if (x > 0) take(pixel - 1);
    if (x < width - 1) take(pixel + 1);
  }
  return end;
}
