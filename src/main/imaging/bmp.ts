/**
 * Windows and OS/2 bitmaps, which the image library at hand cannot read. Only what decides pixels is read;
 * sizes are checked against the file before memory is taken.
 *
 * Layout: a 14-byte file header, an information header whose first field is its own size, a palette, pixels.
 */
import { decodeRunLengths } from './bmpRunLengths.ts';

export interface RawImage {
  width: number;
  height: number;
  /** 3: RGB, 4: RGBA. */
  channels: 3 | 4;
  /** Row-major from the top left, channels interleaved, 8 bits each. */
  data: Uint8Array;
}

interface BmpHeader {
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  compression: number;
  pixelOffset: number;
  /** Four bytes a colour (three in the oldest variant), blue first. */
  palette: Buffer;
  paletteStep: 3 | 4;
  /** Red, green, blue, alpha; alpha 0 when the file has none. */
  masks: [number, number, number, number];
}

/** The cap of the image library on the other formats, so that no format may take more memory. */
const mostPixels = 0x3fff * 0x3fff;
const compressions = { none: 0, runs8: 1, runs4: 2, masks: 3, masksWithAlpha: 6 };

/** @throws Error naming what is wrong; its message has 'truncated' in it when the file ends too early. */
export function decodeBmp(file: Buffer): RawImage {
  const header = readHeader(file);
  if (header.bits <= 8) return decodePalette(file, header);
  return decodeColours(file, header);
}

function readHeader(file: Buffer): BmpHeader {
  if (file.length < 26) throw new Error('truncated bitmap: the header is not complete');
  const headerSize = file.readUInt32LE(14);
  if (file.length < 14 + headerSize) throw new Error('truncated bitmap: the header is not complete');
  const old = headerSize === 12;
  const signedHeight = old ? file.readUInt16LE(20) : file.readInt32LE(22);
  const width = old ? file.readUInt16LE(18) : file.readInt32LE(18);
  const height = Math.abs(signedHeight);
  if (width < 1 || height < 1 || width * height > mostPixels) {
    throw new Error(`bitmap of impossible size ${width} x ${height}`);
  }
  const bits = file.readUInt16LE(old ? 24 : 28);
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw new Error(`bitmap with ${bits} bits a pixel`);
  const compression = headerSize >= 40 ? file.readUInt32LE(30) : compressions.none;
  if (!Object.values(compressions).includes(compression)) {
    throw new Error(`bitmap with unknown compression ${compression}`);
  }
  return {
    width,
    height,
    topDown: signedHeight < 0,
    bits,
    compression,
    pixelOffset: file.readUInt32LE(10),
    ...readPalette(file, headerSize, bits),
    masks: readMasks(file, headerSize, bits, compression),
  };
}

function readPalette(
  file: Buffer,
  headerSize: number,
  bits: number,
): Pick<BmpHeader, 'palette' | 'paletteStep'> {
  const paletteStep = headerSize === 12 ? 3 : 4;
  if (bits > 8) return { palette: Buffer.alloc(0), paletteStep };
  const declared = headerSize >= 40 ? file.readUInt32LE(46) : 0;
  const count = declared > 0 && declared <= 1 << bits ? declared : 1 << bits;
  // Colours past the end of the palette are black, as in other readers, instead of a fault.
  const palette = Buffer.alloc((1 << bits) * paletteStep);
  file.copy(palette, 0, 14 + headerSize, 14 + headerSize + count * paletteStep);
  return { palette, paletteStep };
}

function readMasks(file: Buffer, headerSize: number, bits: number, compression: number): BmpHeader['masks'] {
  if (compression === compressions.masks || compression === compressions.masksWithAlpha) {
    if (file.length < 70) throw new Error('truncated bitmap: the header is not complete');
    const hasAlpha = headerSize >= 56 || compression === compressions.masksWithAlpha;
    const mask = (offset: number): number => file.readUInt32LE(offset);
    return [mask(54), mask(58), mask(62), hasAlpha ? mask(66) : 0];
  }
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0x00ff00, 0x0000ff, 0];
}

/** Bytes of one row in the file: rows are padded to four bytes. */
function rowBytes({ width, bits }: BmpHeader): number {
  return Math.ceil((width * bits) / 32) * 4;
}

function requirePixels(file: Buffer, header: BmpHeader): void {
  const last = header.pixelOffset + rowBytes(header) * (header.height - 1);
  if (file.length < last + Math.ceil((header.width * header.bits) / 8)) {
    throw new Error('truncated bitmap: pixels are missing');
  }
}

function decodePalette(file: Buffer, header: BmpHeader): RawImage {
  const { width, height, topDown, palette, paletteStep } = header;
  const indices = paletteIndices(file, header);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = (topDown ? y : height - 1 - y) * width;
    for (let x = 0; x < width; x += 1) {
      const colour = (indices[from + x] ?? 0) * paletteStep;
      const to = (y * width + x) * 3;
      data[to] = palette[colour + 2] ?? 0;
      data[to + 1] = palette[colour + 1] ?? 0;
      data[to + 2] = palette[colour] ?? 0;
    }
  }
  return { width, height, channels: 3, data };
}

/** Palette indices in the file's own order of rows, one byte each. */
function paletteIndices(file: Buffer, header: BmpHeader): Uint8Array {
  const { width, height, bits, compression, pixelOffset } = header;
  if (compression === compressions.runs8 || compression === compressions.runs4) {
    return decodeRunLengths(file.subarray(pixelOffset), width, height, compression === compressions.runs4);
  }
  requirePixels(file, header);
  const indices = new Uint8Array(width * height);
  const stride = rowBytes(header);
  const inByte = 8 / bits;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = file[pixelOffset + y * stride + Math.floor(x / inByte)] ?? 0;
      indices[y * width + x] = (byte >> (8 - bits * ((x % inByte) + 1))) & ((1 << bits) - 1);
    }
  }
  return indices;
}

function decodeColours(file: Buffer, header: BmpHeader): RawImage {
  requirePixels(file, header);
  const { width, height, topDown, bits, pixelOffset, masks } = header;
  const channels = masks[3] === 0 ? 3 : 4;
  const scales = masks.slice(0, channels).map(scaleOf);
  const data = new Uint8Array(width * height * channels);
  const stride = rowBytes(header);
  const bytes = bits / 8;
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = pixelOffset + (topDown ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x += 1, from += bytes) {
      const pixel = file.readUIntLE(from, bytes);
      for (const { mask, shift, factor } of scales) data[to++] = ((pixel & mask) >>> shift) * factor + 0.5;
    }
  }
  return { width, height, channels, data: channels === 4 ? withUsefulAlpha(data) : data };
}

function scaleOf(mask: number): { mask: number; shift: number; factor: number } {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  return { mask, shift, factor: mask === 0 ? 0 : 255 / (mask >>> shift) };
}

/** Many programs declare an alpha channel and leave it zero; taken at its word the picture would be invisible. */
function withUsefulAlpha(rgba: Uint8Array): Uint8Array {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 0) return rgba;
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return rgba;
}
