/**
 * An order of review that tells most about all boxes: whoever stops after any number of them has seen boxes from the
 * whole range of agreement. Halves, then quarters, then eighths: the ranks in the order of their bits read backwards
 * (van der Corput's sequence).
 */

/** The place in that order of each of `values`; equals by where they stand. */
export function spreadPlaces(values: ArrayLike<number>): Int32Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[a]! - values[b]! || a - b,
  );
  const bits = Math.ceil(Math.log2(Math.max(2, values.length)));
  const places = new Int32Array(values.length);
  let place = 0;
  for (let step = 0; step < 2 ** bits; step += 1) {
    const rank = reversed(step, bits);
    if (rank < values.length) places[order[rank]!] = place++;
  }
  return places;
}

function reversed(number: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit += 1) if (number & (1 << bit)) result |= 1 << (bits - 1 - bit);
  return result;
}
