/** Eigenvectors of symmetric matrices without negative eigenvalues, such as correlations. */

export interface Eigenpair {
  value: number;
  /** Of length 1; the number farthest from 0 in it is positive. */
  vector: Float64Array;
}

/** Rows whose cosine is smaller count as orthogonal. */
const TOLERANCE = 1e-10;
/** Rows shorter than this share of the longest are zero but for rounding. */
const NEGLIGIBLE = 1e-9;
const MAX_SWEEPS = 60;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i]!, b[i]!];
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
}

/** Turns two rows in their plane until they are orthogonal. @returns false when they were already. */
function makeOrthogonal(a: Float64Array, b: Float64Array, shortest: number): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.min(aa, bb) < shortest ** 2 || Math.abs(ab) <= TOLERANCE * Math.sqrt(aa * bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  rotate(a, b, cosine, cosine * tangent);
  return true;
}

function directed(row: Float64Array): Eigenpair {
  const value = Math.sqrt(dot(row, row));
  const farthest = row.reduce((far, number) => (Math.abs(number) > Math.abs(far) ? number : far), 0);
  const scale = value === 0 ? 0 : Math.sign(farthest) / value;
  return { value, vector: row.map((number) => number * scale) };
}

/**
 * One-sided Jacobi (Hestenes 1958): rows are turned in pairs until all are orthogonal. The turned matrix W has W'W = A'A,
 * so its rows are then the eigenvectors, each as long as its eigenvalue.
 *
 * @param matrix row-major [size, size], symmetric, no eigenvalue below 0.
 * @returns the largest eigenvalue first. Those below a billionth of it are not exact.
 * @throws Error when the rows do not become orthogonal.
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigenpair[] {
  const rows = Array.from({ length: size }, (_, i) => matrix.slice(i * size, (i + 1) * size));
  const shortest = NEGLIGIBLE * Math.sqrt(Math.max(...rows.map((row) => dot(row, row))));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let turned = false;
    for (let i = 0; i < size; i += 1) {
      for (let j = i + 1; j < size; j += 1) turned = makeOrthogonal(rows[i]!, rows[j]!, shortest) || turned;
    }
    if (!turned) return rows.map(directed).toSorted((a, b) => b.value - a.value);
  }
  throw new Error(`No eigenvectors found in ${MAX_SWEEPS} sweeps.`);
}
