/** What the foreground head's first layers take away from the compact features, and by what they multiply the rest. */
import {
  COMPACT_SCALE,
  compactMaps,
  type CompactFeatures,
  type CompactMap,
} from './features/compactFeatures.ts';

/** normalised = (byte - mean) * scale, for each component. */
export interface ComponentNormalisation {
  mean: Float32Array;
  scale: Float32Array;
}

export type Normalisation = Readonly<Record<CompactMap, ComponentNormalisation>>;

/** Added to every deviation, so that a component which hardly differs in this project is not blown up. */
const LEAST_DEVIATION = 0.01;

/** Sums over all cells so far. */
interface Moments {
  cells: number;
  sums: Float64Array;
  squares: Float64Array;
}

function addCells({ sums, squares }: Moments, bytes: Uint8Array): void {
  const depth = sums.length;
  for (let start = 0; start < bytes.length; start += depth) {
    for (let j = 0; j < depth; j += 1) {
      const byte = bytes[start + j]!;
      sums[j]! += byte;
      squares[j]! += byte * byte;
    }
  }
}

function normalisationFrom({ cells, sums, squares }: Moments, eigenvalues: Float32Array) {
  const mean = Float32Array.from(sums, (sum) => sum / cells);
  const scale = Float32Array.from(squares, (square, j) => {
    const deviation = Math.sqrt(Math.max(square / cells - (sums[j]! / cells) ** 2, 0)) / COMPACT_SCALE;
    return Math.sqrt(eigenvalues[j]!) / (deviation + LEAST_DEVIATION) / COMPACT_SCALE;
  });
  return { mean, scale };
}

/**
 * The components' means and deviations over the project's own images, the eigenvalues giving back to each component the
 * weight that whitening took from it.
 *
 * @param samples compact features of one or several views each.
 * @param eigenvalues of each map's components.
 */
export function normalisationOf(
  samples: Iterable<CompactFeatures>,
  eigenvalues: Readonly<Record<CompactMap, Float32Array>>,
): Normalisation {
  const start = (map: CompactMap): Moments => {
    const depth = eigenvalues[map].length;
    return { cells: 0, sums: new Float64Array(depth), squares: new Float64Array(depth) };
  };
  const moments = { conv4a: start('conv4a'), mixed5d: start('mixed5d'), mixed6e: start('mixed6e') };
  for (const sample of samples) {
    for (const map of compactMaps) {
      addCells(moments[map], sample[map]);
      moments[map].cells += sample[map].length / eigenvalues[map].length;
    }
  }
  const finish = (map: CompactMap) => normalisationFrom(moments[map], eigenvalues[map]);
  return { conv4a: finish('conv4a'), mixed5d: finish('mixed5d'), mixed6e: finish('mixed6e') };
}
