/**
 * Whether a TIFF is cut short. Most programs write its directory last, so that the decoder finds none in a file
 * whose end is missing and calls it a foreign format; this tells the difference.
 *
 * Layout: byte order and version (4 bytes), place of the directory (4); there the number of entries (2), and
 * 12 bytes an entry: tag, type, count, and the value or its place when it is longer than 4 bytes.
 */

/** Bytes of one value, by the number of its type. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** For the first page; only the classic form (up to 4 GiB) is looked into. */
export function tiffIsCutShort(file: Buffer): boolean {
  const little = file[0] === 0x49;
  const u16 = (at: number): number => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const u32 = (at: number): number => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  if (file.length < 8) return true;
  if (u16(2) !== 42) return false;
  const directory = u32(4);
  if (directory + 2 > file.length) return true;
  const entries = directory + 2;
  const end = entries + 12 * u16(directory);
  if (end > file.length) return true;
  for (let entry = entries; entry < end; entry += 12) {
    const size = (typeSizes[u16(entry + 2)] ?? 0) * u32(entry + 4);
    if (size > 4 && u32(entry + 8) + size > file.length) return true;
  }
  return false;
}
