/**
 * Feature maps in few bytes: a bit for each number that says whether it is not zero, then those that are not, in half
 * precision (about three decimal digits). After its last ReLU 15 in 16 numbers of Mixed_6e are zero, so this is an
 * eighth of plain half precision, and as much faster to read.
 *
 * Layout, little-endian: ceil(size / 32) words of 32 bits, lowest bit first; then the numbers in order, 2 bytes each.
 */

/** Value of every possible half-precision number; a look-up is several times faster than converting each anew. */
const valueOfHalf = Float32Array.from(
  new Float16Array(Uint16Array.from({ length: 65536 }, (_, bits) => bits).buffer),
);

function wordsFor(size: number): number {
  return Math.ceil(size / 32);
}

/** Nearest half-precision numbers (values beyond 65504 become infinite), zeros left out. */
export function encodeSparse(values: Float32Array): Uint8Array {
  const halves = new Uint16Array(new Float16Array(values).buffer);
  const mask = new Uint32Array(wordsFor(values.length));
  const kept: number[] = [];
  halves.forEach((half, i) => {
    if (half === 0) return;
    mask[i >>> 5]! |= 1 << (i & 31);
    kept.push(half);
  });
  const bytes = new Uint8Array(mask.byteLength + 2 * kept.length);
  bytes.set(new Uint8Array(mask.buffer));
  bytes.set(new Uint8Array(Uint16Array.from(kept).buffer), mask.byteLength);
  return bytes;
}

/**
 * Writes the `size` numbers behind `bytes` into `target` from `offset` on.
 *
 * @returns false, with `target` in no defined state, when the bytes are not those of `size` numbers.
 */
export function decodeSparse(bytes: Uint8Array, target: Float32Array, offset: number, size: number): boolean {
  const maskBytes = 4 * wordsFor(size);
  if (bytes.length < maskBytes || bytes.length % 2 !== 0) return false;
  // Copied, because words must lie at multiples of their size and the bytes of a Buffer need not (whose `slice`
  // copies nothing).
  const mask = new Uint32Array(new Uint8Array(bytes.subarray(0, maskBytes)).buffer);
  const halves = new Uint16Array(new Uint8Array(bytes.subarray(maskBytes)).buffer);
  target.fill(0, offset, offset + size);
  let next = 0;
  for (let word = 0; word < mask.length; word += 1) {
    for (let bits = mask[word]!; bits !== 0; bits &= bits - 1) {
      const place = 31 - Math.clz32(bits & -bits);
      target[offset + 32 * word + place] = valueOfHalf[halves[next]!]!;
      next += 1;
    }
  }
  return next === halves.length;
}
