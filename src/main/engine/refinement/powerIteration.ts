/** The leading eigenvector of a symmetric matrix. */
import { normalNumbers, randomStream } from '../../../shared/random.ts';

/** Where the search begins; any seed leads to the same line. */
const SEED = 1;
/** Step of the unit vector below which it counts as found: a hundredth of 1e-6, as it may creep where eigenvalues are alike. */
const SMALL_STEP = 1e-8;
/** Enough for a second eigenvalue of 99 % of the first. */
const MOST_STEPS = 2000;

/**
 * Power iteration, v <- C v / |C v|, from a random vector that a seed decides (von Mises and Pollaczek-Geiringer 1929).
 *
 * @param matrix row-major [size, size], symmetric, no eigenvalue below zero.
 * @returns a vector of length 1, or zeros for a matrix of zeros. Its sign means nothing.
 */
export function leadingEigenvector(matrix: Float64Array, size: number): Float64Array {
  let vector = normalised(Float64Array.from(normalNumbers(size, 1, randomStream(SEED))));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = normalised(multiply(matrix, vector));
    const moved = Math.hypot(...next.map((value, i) => value - vector[i]!));
    vector = next;
    if (moved < SMALL_STEP) break;
  }
  return vector;
}

/** C v, [size] */
export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) sum += matrix[row * size + column]! * vector[column]!;
    product[row] = sum;
  }
  return product;
}

function normalised(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
