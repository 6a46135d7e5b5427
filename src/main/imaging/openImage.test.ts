import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { openImage } from './openImage.ts';
import { encodeTestImage, testBitmap } from './testImages.ts';

const orange = { r: 200, g: 100, b: 50 };

function plain(width = 4, height = 2): Sharp {
  return sharp({ create: { width, height, channels: 3, background: orange } });
}

async function pixels(input: Buffer | string): Promise<{ width: number; height: number; first: number[] }> {
  const { data, info } = await (await openImage(input)).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  expect(data).toHaveLength(info.width * info.height * 3);
  return { width: info.width, height: info.height, first: [...data.subarray(0, 3)] };
}

function expectClose(actual: number[], expected: number[], tolerance: number): void {
  actual.forEach((value, i) => expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThanOrEqual(tolerance));
}

describe('every form of a picture comes out as 8-bit sRGB', () => {
  const forms: [string, () => Promise<Buffer>, number[], number][] = [
    ['JPEG', () => plain().jpeg({ quality: 100 }).toBuffer(), [200, 100, 50], 2],
    ['CMYK JPEG', () => plain().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(), [200, 100, 50], 40],
    ['16-bit PNG', () => plain().toColourspace('rgb16').png().toBuffer(), [200, 100, 50], 0],
    ['lossless WebP', () => plain().webp({ lossless: true }).toBuffer(), [200, 100, 50], 0],
    ['GIF', () => plain().gif().toBuffer(), [200, 100, 50], 0],
    ['TIFF', () => plain().tiff({ compression: 'lzw' }).toBuffer(), [200, 100, 50], 0],
  ];
  test.each(forms)('%s', async (_, encode, expected, tolerance) => {
    expectClose((await pixels(await encode())).first, expected, tolerance);
  });

  test('grey becomes three equal channels', async () => {
    const { first } = await pixels(await plain().toColourspace('b-w').png().toBuffer());
    expect(new Set(first).size).toBe(1);
  });

  test('a bitmap, which the library at hand cannot read by itself', async () => {
    expect(await pixels(testBitmap(7))).toEqual({ width: 64, height: 48, first: [220, 30, 30] });
  });
});

test('half transparent red is laid on white, also with 16 bits', async () => {
  const background = { r: 255, g: 0, b: 0, alpha: 0.5 };
  const red = sharp({ create: { width: 2, height: 2, channels: 4, background } });
  expectClose(
    (await pixels(await red.clone().webp({ lossless: true }).toBuffer())).first,
    [255, 127, 127],
    1,
  );
  expectClose((await pixels(await red.toColourspace('rgb16').png().toBuffer())).first, [255, 127, 127], 1);
});

test('of an animation the first frame is taken, of many pages the first', async () => {
  const frames = Buffer.concat([Buffer.alloc(4 * 4 * 3, 255), Buffer.alloc(4 * 4 * 3, 0)]);
  const strip = sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } });
  for (const encoded of [await strip.clone().gif().toBuffer(), await strip.tiff().toBuffer()]) {
    expect(await pixels(encoded)).toEqual({ width: 4, height: 4, first: [255, 255, 255] });
  }
});

// Stored: red, green over blue, yellow. The quarter that must be at the top left once upright, per EXIF tag.
const topLeft = [
  [1, 'red'],
  [2, 'green'],
  [3, 'yellow'],
  [4, 'blue'],
  [5, 'red'],
  [6, 'blue'],
  [7, 'yellow'],
  [8, 'green'],
] as const;
const colours = { red: [220, 30, 30], green: [30, 200, 30], blue: [30, 30, 220], yellow: [200, 200, 0] };

test.each(topLeft)('EXIF orientation %i: the %s quarter is at the top left', async (orientation, colour) => {
  const { width, height, first } = await pixels(await encodeTestImage('jpeg', 0, orientation));
  expect([width, height]).toEqual(orientation <= 4 ? [64, 48] : [48, 64]);
  expectClose(first, colours[colour], 12);
});

test('content counts, not the name; what is no image is refused by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-test-'));
  try {
    writeFileSync(join(folder, 'png.jpg'), await plain().png().toBuffer());
    writeFileSync(join(folder, 'page.jpg'), '<html>Not found</html>');
    expect((await pixels(join(folder, 'png.jpg'))).width).toBe(4);
    const refused = expect(openImage(join(folder, 'page.jpg'))).rejects;
    await refused.toMatchObject({
      code: 'unreadable-image',
      message: expect.stringContaining('page.jpg') as string,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('brackets in a name are no options for the decoder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-test-'));
  try {
    writeFileSync(join(folder, 'a[page=9].png'), await plain().png().toBuffer());
    expect((await pixels(join(folder, 'a[page=9].png'))).height).toBe(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
