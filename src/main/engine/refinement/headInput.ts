/** What the foreground head is fed with: compact features as they are, in floats. Its first layers normalise them. */
import { tf } from '../tensorflow.ts';
import type { CompactFeatures, CompactMap } from './features/compactFeatures.ts';

/** Which view of an image: as it is, or mirrored. */
export type CompactView = 'full' | 'mirror';

export interface CompactKey {
  contentHash: string;
  view: CompactView;
}

/** Where the compact features of the training images come from. */
export interface CompactSource {
  /** Of all keys one after the other, in their order. */
  batch(keys: readonly CompactKey[]): CompactFeatures;
}

/** Sizes of the maps that a head takes; in the app those of `compactShapes`. */
export interface InputShape {
  /** Cells along a side of the coarse map, n; the middle one has 2n + 1, the fine one 4n + 3. */
  grid: number;
  components: Readonly<Record<CompactMap, number>>;
}

/** Bytes as floats, not normalised. The first two have a border of one cell, the edge repeated, for the 3x3 layers. */
export interface HeadInput {
  /** [n, 4 grid + 5, 4 grid + 5, components] */
  conv4a: tf.Tensor4D;
  /** [n, 2 grid + 3, 2 grid + 3, components] */
  mixed5d: tf.Tensor4D;
  /** [n, grid, grid, components] */
  mixed6e: tf.Tensor4D;
}

export function sideOf(map: CompactMap, grid: number): number {
  return { conv4a: 4 * grid + 3, mixed5d: 2 * grid + 1, mixed6e: grid }[map];
}

/** @param features of any number of views. The caller disposes of the tensors. */
export function headInput(features: CompactFeatures, { grid, components }: InputShape): HeadInput {
  const tensorOf = (map: CompactMap, border: 0 | 1) => {
    const [side, depth] = [sideOf(map, grid), components[map]];
    const views = features[map].length / (side * side * depth);
    const values = border ? withBorder(features[map], views, side, depth) : new Float32Array(features[map]);
    return tf.tensor4d(values, [views, side + 2 * border, side + 2 * border, depth]);
  };
  return { conv4a: tensorOf('conv4a', 1), mixed5d: tensorOf('mixed5d', 1), mixed6e: tensorOf('mixed6e', 0) };
}

/** [views, side, side, depth] with the outermost cells repeated: [views, side + 2, side + 2, depth] */
function withBorder(bytes: Uint8Array, views: number, side: number, depth: number): Float32Array {
  const [row, wideRow] = [side * depth, (side + 2) * depth];
  const result = new Float32Array(views * (side + 2) * wideRow);
  for (let i = 0; i < views * (side + 2); i += 1) {
    const [view, y] = [Math.floor(i / (side + 2)), i % (side + 2)];
    const from = (view * side + Math.min(Math.max(y - 1, 0), side - 1)) * row;
    const to = i * wideRow;
    result.set(bytes.subarray(from, from + depth), to);
    result.set(bytes.subarray(from, from + row), to + depth);
    result.set(bytes.subarray(from + row - depth, from + row), to + depth + row);
  }
  return result;
}
