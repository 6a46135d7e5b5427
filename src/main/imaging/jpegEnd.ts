/**
 * Whether a JPEG has its end mark. The decoder misses it only when it happens to look ahead that far, so that a
 * file without its last byte would pass on some days.
 *
 * Layout: marks FF xx, most followed by a length (2 bytes, big-endian, itself included); from the scan mark
 * FF DA on coded pixels, in which FF is always followed by 00 or a restart mark.
 */
const endMark = Buffer.from([0xff, 0xd9]);
const scan = 0xda;

export function jpegHasItsEnd(file: Buffer): boolean {
  let at = 2;
  while (at + 4 <= file.length && file[at] === 0xff) {
    // Thumbnails in the segments before the scan have end marks of their own.
    if (file[at + 1] === scan) return file.lastIndexOf(endMark) > at;
    // A mark may be led by any number of FF.
    at += file[at + 1] === 0xff ? 1 : 2 + file.readUInt16BE(at + 2);
  }
  // No scan where one must be: the decoder says it better.
  return at < file.length;
}
