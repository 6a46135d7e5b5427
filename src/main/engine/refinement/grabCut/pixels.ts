/** What GrabCut reads of a picture: its pixels, who is beside whom, and how much their colours differ. */

export interface RgbImage {
  /** [height, width, 3] */
  rgb: Uint8Array;
  /** px */
  width: number;
  /** px */
  height: number;
}

/** Background and foreground, as a mask has them. */
export const sides = [0, 1] as const;
export type Side = (typeof sides)[number];

/** Squared distance of two pixels' colours. */
export function difference(rgb: Uint8Array, pixel: number, other: number): number {
  const red = rgb[pixel * 3]! - rgb[other * 3]!;
  const green = rgb[pixel * 3 + 1]! - rgb[other * 3 + 1]!;
  const blue = rgb[pixel * 3 + 2]! - rgb[other * 3 + 2]!;
  return red * red + green * green + blue * blue;
}

/** beta of the paper: 1 / (2 * mean squared difference of neighbours); 0 for a picture of one colour. */
export function contrastScale({ rgb, width, height }: RgbImage): number {
  let sum = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (x > 0) sum += difference(rgb, pixel, pixel - 1);
      if (y === 0) continue;
      sum += difference(rgb, pixel, pixel - width);
      if (x > 0) sum += difference(rgb, pixel, pixel - width - 1);
      if (x < width - 1) sum += difference(rgb, pixel, pixel - width + 1);
    }
  const pairs = 4 * width * height - 3 * width - 3 * height + 2;
  return sum === 0 ? 0 : pairs / (2 * sum);
}
