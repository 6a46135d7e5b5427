/**
 * The cells of score maps as bytes.
 *
 * `activation`: half precision. Three digits are enough for boxes, and a 17 x 17 map takes 578 bytes.
 *
 * `probability`: whole percents, each less what its neighbours lead to expect (left + above - above left, as PNG's
 * filters do), deflated by run lengths. A 71 x 71 map takes 1.3 kB, a quarter of its bytes, and is read in 0.1 ms.
 */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { PROBABILITY_STEPS, type MapGrid, type MapKind } from '../../../shared/scoreMap.ts';

type Grid = Pick<MapGrid, 'height' | 'width'>;

interface CellCodec {
  /** @param values row-major [height, width]. */
  pack(values: Float32Array, grid: Grid): Buffer;
  unpack(cells: Buffer, grid: Grid): Float32Array;
}

const half: CellCodec = {
  pack(values) {
    const cells = Buffer.alloc(values.length * 2);
    const view = new DataView(cells.buffer, cells.byteOffset, cells.byteLength);
    values.forEach((value, i) => view.setFloat16(2 * i, value, true));
    return cells;
  },
  unpack(cells) {
    const view = new DataView(cells.buffer, cells.byteOffset, cells.byteLength);
    const values = new Float32Array(cells.length / 2);
    // A plain loop: ten times as fast as Float32Array.from, and a slider unpacks ten thousand maps.
    for (let i = 0; i < values.length; i += 1) values[i] = view.getFloat16(2 * i, true);
    return values;
  },
};

/** Long runs of equal differences are all there is to find; looking for more takes twice as long and finds less. */
const compression = { level: 6, strategy: constants.Z_RLE };

const percents: CellCodec = {
  pack(values, { width }) {
    const steps = Uint8Array.from(values, (value) => Math.round(value * PROBABILITY_STEPS));
    const differences = steps.map((step, i) => step - expected(steps, i, width));
    return deflateRawSync(differences, compression);
  },
  unpack(cells, { height, width }) {
    const differences = inflateRawSync(cells);
    const steps = new Uint8Array(height * width);
    const values = new Float32Array(height * width);
    for (let i = 0; i < steps.length; i += 1) {
      // Bytes wrap around, and so come back as they went.
      steps[i] = differences[i]! + expected(steps, i, width);
      values[i] = steps[i]! / PROBABILITY_STEPS;
    }
    return values;
  },
};

/** What the neighbours left of and above cell `i` lead to expect of it; beyond the edge there are zeros. */
function expected(steps: Uint8Array, i: number, width: number): number {
  const hasLeft = i % width > 0;
  const left = hasLeft ? steps[i - 1]! : 0;
  if (i < width) return left;
  const above = steps[i - width]!;
  return hasLeft ? left + above - steps[i - width - 1]! : above;
}

export const cellCodecs: Readonly<Record<MapKind, CellCodec>> = { activation: half, probability: percents };
