/**
 * The two run-length codings of bitmaps. A pair (count, value) repeats a value; (0, 0) ends a row, (0, 1) the
 * picture, (0, 2) is followed by a jump right and on, (0, n) by n values as they are, padded to 16 bits.
 * With 4 bits a pixel a value byte holds two pixels, which runs use by turns.
 */
const endOfRow = 0;
const endOfPicture = 1;
const jump = 2;

/**
 * Palette indices, one byte a pixel, rows in the file's order; pixels that are jumped over are 0. Runs that
 * overshoot their row are cut there, as browsers do.
 * @throws Error with 'truncated' in its message when the codes end before the picture does.
 */
export function decodeRunLengths(
  codes: Buffer,
  width: number,
  height: number,
  fourBits: boolean,
): Uint8Array {
  const indices = new Uint8Array(width * height);
  const put = (x: number, y: number, value: number): void => {
    if (x < width && y < height) indices[y * width + x] = value;
  };
  const pixelOf = (byte: number, i: number): number => {
    if (!fourBits) return byte;
    return i % 2 === 0 ? byte >> 4 : byte & 15;
  };
  let at = 0;
  const next = (): number => {
    const byte = codes[at++];
    if (byte === undefined) throw new Error('truncated bitmap: the run-length codes end early');
    return byte;
  };
  for (let x = 0, y = 0; y < height;) {
    const count = next();
    const value = next();
    if (count > 0) {
      for (let i = 0; i < count; i += 1) put(x++, y, pixelOf(value, i));
    } else if (value === endOfRow) {
      x = 0;
      y += 1;
    } else if (value === endOfPicture) {
      break;
    } else if (value === jump) {
      x += next();
      y += next();
    } else {
      let byte = 0;
      for (let i = 0; i < value; i += 1) {
        if (!fourBits || i % 2 === 0) byte = next();
        put(x++, y, pixelOf(byte, i));
      }
      // Values as they are fill whole 16-bit words.
      at += at % 2;
    }
  }
  return indices;
}
