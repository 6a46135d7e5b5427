/**
 * The features that the foreground head learns from, in few bytes: the square roots of three maps of the backbone, each
 * projected on the components in which photographs differ most, a byte each. A view takes 473 KB; the maps themselves
 * would take 3.1 MB in half precision.
 */
import type { InceptionMaps } from '../../backbones/inceptionV3.ts';

export type CompactMap = keyof InceptionMaps;

/** Cells along each side of a map, its channels, and the components that are kept of them. */
export const compactShapes = {
  conv4a: { side: 71, channels: 192, components: 48 },
  mixed5d: { side: 35, channels: 288, components: 128 },
  mixed6e: { side: 17, channels: 768, components: 256 },
} as const satisfies Record<CompactMap, { side: number; channels: number; components: number }>;

/** From the finest map to the coarsest: the order in files. */
export const compactMaps = ['conv4a', 'mixed5d', 'mixed6e'] as const;

/**
 * Of one view, or of several one after the other: row-major [view, y, x, component]. A byte is 24 * component + 128,
 * rounded and kept within 0 to 255; over the photographs that the basis was made from a component has mean 0 and
 * standard deviation 1.
 */
export type CompactFeatures = Record<CompactMap, Uint8Array>;

/** Bytes for each unit of a component. */
export const COMPACT_SCALE = 24;
/** The byte of 0. */
export const COMPACT_ZERO = 128;

/** Bytes of one map of one view. */
export function compactSize(map: CompactMap): number {
  const { side, components } = compactShapes[map];
  return side * side * components;
}

/** Zeros for `views` views. */
export function emptyCompact(views: number): CompactFeatures {
  const bytes = (map: CompactMap) => new Uint8Array(views * compactSize(map));
  return { conv4a: bytes('conv4a'), mixed5d: bytes('mixed5d'), mixed6e: bytes('mixed6e') };
}
