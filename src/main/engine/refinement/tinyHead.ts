/** A head of a few hundred variables on a grid of 2, 5 and 11 cells, and made-up images for it: for tests. */
import { randomStreamFor } from '../../../shared/random.ts';
import { compactMaps, type CompactFeatures } from './features/compactFeatures.ts';
import type { ForegroundHeadShape } from './foregroundHead.ts';
import { sideOf, type CompactKey, type CompactSource } from './headInput.ts';
import type { Normalisation } from './normalisation.ts';

export const tinyShape: ForegroundHeadShape = {
  grid: 2,
  components: { conv4a: 3, mixed5d: 4, mixed6e: 5 },
  widths: { coarse: 6, middle: 5, fine: 4 },
};

/** Side of the tiny head's output. */
export const TINY_SIDE = sideOf('conv4a', tinyShape.grid);

const evenly = (components: number) => ({
  mean: new Float32Array(components).fill(128),
  scale: new Float32Array(components).fill(1 / 64),
});

export const tinyNormalisation: Normalisation = { conv4a: evenly(3), mixed5d: evenly(4), mixed6e: evenly(5) };

/** Noise that `content` decides; with a target, the first component of the fine map shows it. */
export function tinyFeatures(content: number, target?: Uint8Array): CompactFeatures {
  const random = randomStreamFor(content, 0);
  const [conv4a, mixed5d, mixed6e] = compactMaps.map((map) => {
    const size = sideOf(map, tinyShape.grid) ** 2 * tinyShape.components[map];
    return Uint8Array.from({ length: size }, () => 256 * random());
  }) as [Uint8Array, Uint8Array, Uint8Array];
  target?.forEach((value, cell) => (conv4a[cell * tinyShape.components.conv4a] = 64 + value / 2));
  return { conv4a, mixed5d, mixed6e };
}

/** Left and right swapped: row-major [side, side, depth]. */
export function mirrored(values: Uint8Array, side: number, depth: number): Uint8Array {
  return values.map((_, i) => {
    const [cell, component] = [Math.floor(i / depth), i % depth];
    const x = cell % side;
    return values[(cell - x + side - 1 - x) * depth + component]!;
  });
}

/** Images by the hash of their content, and the mirrors that belong to them. */
export class TinySource implements CompactSource {
  readonly #images: ReadonlyMap<string, CompactFeatures>;

  constructor(images: ReadonlyMap<string, CompactFeatures>) {
    this.#images = images;
  }

  batch(keys: readonly CompactKey[]): CompactFeatures {
    const [conv4a, mixed5d, mixed6e] = compactMaps.map((map) => {
      const parts = keys.map(({ contentHash, view }) => {
        const values = this.#images.get(contentHash)![map];
        const side = sideOf(map, tinyShape.grid);
        return view === 'mirror' ? mirrored(values, side, tinyShape.components[map]) : values;
      });
      return Uint8Array.from(parts.flatMap((part) => [...part]));
    }) as [Uint8Array, Uint8Array, Uint8Array];
    return { conv4a, mixed5d, mixed6e };
  }
}
