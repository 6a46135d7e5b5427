/**
 * c = minmax(d) + minmax(q): where the folder's common object (descriptor transform d) and the class (CI-CAM's map q)
 * are, on one grid. Each is stretched to [0, 1] first, so that neither outweighs the other.
 */

/** Stretched linearly so that the least value is 0 and the largest 1; zeros for a flat map. */
export function minmax(values: Float32Array): Float32Array {
  let [least, largest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const range = largest - least;
  return values.map((value) => (range === 0 ? 0 : (value - least) / range));
}

/**
 * @param descriptor d, row-major [17, 17], any range.
 * @param activation q, on the same grid, any range.
 * @returns c, on the same grid, in [0, 2].
 */
export function seedMap(descriptor: Float32Array, activation: Float32Array): Float32Array {
  const second = minmax(activation);
  return minmax(descriptor).map((value, cell) => value + second[cell]!);
}
