/** IEEE half precision: two bytes a number, about three decimal digits; enough for features and score maps. */

let table: Float32Array | undefined;

/** Value of every possible half-precision number; a look-up is several times faster than converting each anew. */
function valueTable(): Float32Array {
  table ??= Float32Array.from(
    new Float16Array(Uint16Array.from({ length: 65536 }, (_, bits) => bits).buffer),
  );
  return table;
}

/** Writes the values of half-precision `bits` into `target` from `offset` on. */
export function decodeHalf(bits: Uint16Array, target: Float32Array, offset: number): void {
  const values = valueTable();
  // Every index is below 65536 and within both arrays; the compiler can't know, the loop is hot.
  for (let i = 0; i < bits.length; i += 1) target[offset + i] = values[bits[i] as number] as number;
}

/** Nearest half-precision numbers (values beyond 65504 become infinite). */
export function encodeHalf(values: Float32Array): Uint16Array {
  return new Uint16Array(new Float16Array(values).buffer);
}
