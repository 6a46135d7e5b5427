/** A score map as colours over the photo. */
import type { MapGrid } from '../../shared/scoreMap.ts';
import { upsample } from '../../shared/upsample.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** Little evidence lets nearly all of the photo through, much covers most of it. */
const alphas = { least: 0.16, most: 0.76 };
const steps = 256;

/** Colours of a map from its least to its largest value: [256 * 4], straight alpha. @param ramp at equal distances. */
export function heatTable(ramp: readonly Rgb[]): Uint8ClampedArray {
  const table = new Uint8ClampedArray(steps * 4);
  for (let step = 0; step < steps; step += 1) {
    const share = step / (steps - 1);
    const position = share * (ramp.length - 1);
    const lower = Math.min(Math.floor(position), ramp.length - 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const [from, to] = [ramp[lower]![channel]!, ramp[lower + 1]![channel]!];
      table[step * 4 + channel] = from + (to - from) * (position - lower);
    }
    table[step * 4 + 3] = 255 * (alphas.least + (alphas.most - alphas.least) * share);
  }
  return table;
}

/**
 * The map upsampled bilinearly, by where its cells really lie, and coloured.
 * @returns row-major [inputSize, inputSize, 4] for a square that is stretched over the image.
 */
export function heatPixels(map: MapGrid, table: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const values = upsample(map);
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const stretch = most > least ? (steps - 1) / (most - least) : 0;
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i += 1) {
    const from = Math.round((values[i]! - least) * stretch) * 4;
    for (let channel = 0; channel < 4; channel += 1) pixels[i * 4 + channel] = table[from + channel]!;
  }
  return pixels;
}

/** A colour as a stylesheet says it: `#rrggbb`. */
export function parseHex(colour: string): Rgb {
  const number = Number.parseInt(colour.trim().slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}
