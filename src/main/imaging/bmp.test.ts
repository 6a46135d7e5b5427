import { describe, expect, test } from 'vitest';
import { decodeBmp } from './bmp.ts';

interface Parts {
  width: number;
  height: number;
  bits: number;
  compression?: number;
  palette?: number[];
  masks?: number[];
  pixels: number[];
}

/** A bitmap with the usual 40-byte header; palette entries as 0xRRGGBB. */
function bitmap({ width, height, bits, compression = 0, palette = [], masks = [], pixels }: Parts): Buffer {
  const header = Buffer.alloc(54 + 4 * (masks.length + palette.length));
  header.write('BM');
  header.writeUInt32LE(header.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(compression, 30);
  header.writeUInt32LE(palette.length, 46);
  [...masks, ...palette].forEach((value, i) => header.writeUInt32LE(value, 54 + 4 * i));
  return Buffer.concat([header, Buffer.from(pixels)]);
}

/** Pixels as 0xRRGGBB. */
function colours(file: Buffer): string[] {
  const { data, channels } = decodeBmp(file);
  const hex = Buffer.from(data).toString('hex');
  return hex.match(new RegExp(`.{${channels * 2}}`, 'g')) ?? [];
}

const palette = [0x000000, 0xff0000, 0x00ff00, 0x0000ff];

describe('palettes', () => {
  // Two rows of three: 1 2 3 above, 3 2 1 below; the file has the lower row first.
  test('4 bits a pixel, odd width, rows padded to four bytes', () => {
    const file = bitmap({
      width: 3,
      height: 2,
      bits: 4,
      palette,
      pixels: [0x32, 0x10, 0, 0, 0x12, 0x30, 0, 0],
    });
    expect(colours(file)).toEqual(['ff0000', '00ff00', '0000ff', '0000ff', '00ff00', 'ff0000']);
  });

  test('a negative height: the file has the upper row first', () => {
    const file = bitmap({
      width: 3,
      height: -2,
      bits: 4,
      palette,
      pixels: [0x12, 0x30, 0, 0, 0x32, 0x10, 0, 0],
    });
    expect(colours(file)).toEqual(['ff0000', '00ff00', '0000ff', '0000ff', '00ff00', 'ff0000']);
  });

  test('1 bit a pixel', () => {
    const file = bitmap({
      width: 4,
      height: 1,
      bits: 1,
      palette: [0, 0xffffff],
      pixels: [0b10100000, 0, 0, 0],
    });
    expect(colours(file)).toEqual(['ffffff', '000000', 'ffffff', '000000']);
  });

  test('a number beyond the palette is black', () => {
    const file = bitmap({ width: 1, height: 1, bits: 8, palette, pixels: [9, 0, 0, 0] });
    expect(colours(file)).toEqual(['000000']);
  });
});

describe('run lengths', () => {
  // 5 x 2, lower row first: run 3x1, 2x2, end of row; as they are 1 2 3 (padded), run 2x1, end of picture.
  test('8 bits a pixel', () => {
    const pixels = [3, 1, 2, 2, 0, 0, 0, 3, 1, 2, 3, 0, 2, 1, 0, 1];
    const file = bitmap({ width: 5, height: 2, bits: 8, compression: 1, palette, pixels });
    const upper = ['ff0000', '00ff00', '0000ff', 'ff0000', 'ff0000'];
    expect(colours(file)).toEqual([...upper, 'ff0000', 'ff0000', 'ff0000', '00ff00', '00ff00']);
  });

  // 5 x 1: run of five by turns 1 and 2.
  test('4 bits a pixel', () => {
    const file = bitmap({ width: 5, height: 1, bits: 4, compression: 2, palette, pixels: [5, 0x12, 0, 1] });
    expect(colours(file)).toEqual(['ff0000', '00ff00', 'ff0000', '00ff00', 'ff0000']);
  });

  // 3 x 2: jump 2 right and 1 on, then one pixel; what was jumped over has colour 0.
  test('jumps leave colour 0, overlong runs are cut at the edge', () => {
    const pixels = [0, 2, 2, 1, 9, 3, 0, 1];
    const file = bitmap({ width: 3, height: 2, bits: 8, compression: 1, palette, pixels });
    expect(colours(file)).toEqual(['000000', '000000', '0000ff', '000000', '000000', '000000']);
  });

  test('codes that end early are truncated', () => {
    const file = bitmap({ width: 5, height: 2, bits: 8, compression: 1, palette, pixels: [5, 1, 0, 0, 2] });
    expect(() => decodeBmp(file)).toThrow(/truncated/);
  });
});

describe('colours', () => {
  test('16 bits, five each', () => {
    // 0 11111 00000 00000 = 0x7c00 is red, 0 00000 11111 00000 = 0x03e0 green.
    const file = bitmap({ width: 2, height: 1, bits: 16, pixels: [0x00, 0x7c, 0xe0, 0x03] });
    expect(colours(file)).toEqual(['ff0000', '00ff00']);
  });

  test('16 bits with masks of five, six and five', () => {
    // Middle green: 31 of 63 is 125.47, rounded.
    const masks = [0xf800, 0x07e0, 0x001f];
    const file = bitmap({
      width: 2,
      height: 1,
      bits: 16,
      compression: 3,
      masks,
      pixels: [0x00, 0xf8, 0xe0, 0x03],
    });
    expect(colours(file)).toEqual(['ff0000', '007d00']);
  });

  const alphaMasks = [0xff0000, 0x00ff00, 0x0000ff, 0xff000000];

  test('an alpha channel is kept', () => {
    const pixels = [0, 0, 255, 128];
    const file = bitmap({ width: 1, height: 1, bits: 32, compression: 6, masks: alphaMasks, pixels });
    expect(colours(file)).toEqual(['ff000080']);
  });

  test('an alpha channel that is zero everywhere was never filled in: the picture is opaque', () => {
    const pixels = [0, 0, 255, 0];
    const file = bitmap({ width: 1, height: 1, bits: 32, compression: 6, masks: alphaMasks, pixels });
    expect(colours(file)).toEqual(['ff0000ff']);
  });
});

test('missing pixels, impossible sizes and unknown codings are refused before memory is taken', () => {
  const whole = { width: 2, height: 2, bits: 24, pixels: [1, 2, 3, 4, 5, 6, 0, 0, 1, 2, 3, 4, 5, 6] };
  expect(decodeBmp(bitmap(whole)).data).toHaveLength(12);
  expect(() => decodeBmp(bitmap({ ...whole, pixels: whole.pixels.slice(1) }))).toThrow(/truncated/);
  expect(() => decodeBmp(bitmap({ ...whole, width: 0 }))).toThrow(/impossible size/);
  expect(() => decodeBmp(bitmap({ ...whole, width: 1 << 30 }))).toThrow(/impossible size/);
  expect(() => decodeBmp(bitmap({ ...whole, bits: 7 }))).toThrow(/7 bits/);
  expect(() => decodeBmp(bitmap({ ...whole, compression: 4 }))).toThrow(/compression 4/);
});
