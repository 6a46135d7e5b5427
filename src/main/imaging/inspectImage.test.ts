import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { inspectImage } from './inspectImage.ts';
import { encodeTestImage, testBitmap } from './testImages.ts';

/** Fine structure, so that every part of the file carries pixels. */
const raw = Buffer.alloc(160 * 120 * 3);
for (let i = 0, state = 1; i < raw.length; i += 1) {
  state = (state * 48271) % 0x7fffffff;
  raw[i] = state >> 16;
}
const again = (): Sharp => sharp(raw, { raw: { width: 160, height: 120, channels: 3 } });

const encoded = {
  'baseline JPEG': await again().jpeg().toBuffer(),
  'progressive JPEG': await again().jpeg({ progressive: true }).toBuffer(),
  PNG: await again().png().toBuffer(),
  'interlaced PNG': await again().png({ progressive: true }).toBuffer(),
  WebP: await again().webp().toBuffer(),
  'lossless WebP': await again().webp({ lossless: true }).toBuffer(),
  GIF: await again().gif().toBuffer(),
  'TIFF in LZW': await again().tiff({ compression: 'lzw' }).toBuffer(),
  'plain TIFF': await again().tiff({ compression: 'none' }).toBuffer(),
  BMP: testBitmap(1),
};

describe.each(Object.entries(encoded))('%s', (name, file) => {
  test('whole: its size is told', async () => {
    const size = name === 'BMP' ? { width: 64, height: 48 } : { width: 160, height: 120 };
    expect(await inspectImage(file)).toMatchObject({ ...size, orientation: 1 });
  });

  // A GIF's very last byte is an end mark that some programs leave out; nothing is lost without it.
  const cuts = [name === 'GIF' ? 2 : 1, 3, 10, 100, Math.floor(file.length / 2), file.length - 60];
  test.each(cuts)('without its last %i bytes: truncated', async (cut) => {
    expect(await inspectImage(file.subarray(0, file.length - cut))).toMatchObject({ kind: 'truncated' });
  });
});

test('a thumbnail inside a JPEG does not lend it its end mark', async () => {
  const file = encoded['baseline JPEG'];
  const comment = Buffer.from([0xff, 0xfe, 0, 4, 0xff, 0xd9]);
  const withThumbnail = Buffer.concat([file.subarray(0, 2), comment, file.subarray(2)]);
  expect(await inspectImage(withThumbnail)).toMatchObject({ format: 'jpeg' });
  expect(await inspectImage(withThumbnail.subarray(0, -1))).toMatchObject({ kind: 'truncated' });
});

test('a damaged but whole file is unreadable, with the reason', async () => {
  const png = Buffer.from(encoded.PNG);
  png.fill(0, 60, 400);
  const found = await inspectImage(png);
  expect(found).toMatchObject({
    kind: 'unreadable',
    fault: expect.stringContaining('cannot be decoded') as string,
  });
});

test('sizes are upright: a photograph stored lying with orientation 6 stands', async () => {
  const facts = await inspectImage(await encodeTestImage('jpeg', 0, 6));
  expect(facts).toEqual({ format: 'jpeg', width: 48, height: 64, orientation: 6 });
});

test('an AVIF file is named as what it is', async () => {
  const avif = await again().avif({ effort: 0 }).toBuffer();
  expect(await inspectImage(avif)).toEqual({ kind: 'unsupported-type', fault: 'is a AVIF file' });
});

test('a small file that claims to be gigantic takes no memory', async () => {
  const bitmap = Buffer.from(testBitmap(0));
  bitmap.writeInt32LE(2_000_000, 18);
  bitmap.writeInt32LE(2_000_000, 22);
  expect(await inspectImage(bitmap)).toMatchObject({
    kind: 'unreadable',
    fault: expect.stringMatching(/pixels/) as string,
  });
});
