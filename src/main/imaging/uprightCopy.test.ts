import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeTestImage, testBitmap } from './testImages.ts';
import { uprightCopy } from './uprightCopy.ts';

describe('uprightCopy', () => {
  it.each(['jpeg', 'grey', 'png'] as const)('leaves an upright %s as it is', async (kind) => {
    const bytes = await encodeTestImage(kind, 1);
    const copy = await uprightCopy(bytes, kind);
    expect(copy.bytes.equals(bytes)).toBe(true);
    expect(copy).toMatchObject({ change: null, channels: kind === 'grey' ? 1 : 3 });
  });

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'turns orientation %i upright and takes the tag away',
    async (orientation) => {
      const bytes = await encodeTestImage('jpeg', 1, orientation);
      const copy = await uprightCopy(bytes, 'a');
      const facts = await sharp(copy.bytes).metadata();
      expect(copy).toMatchObject({ extension: '.jpg', change: 'turned upright' });
      expect([facts.width, facts.height, facts.orientation]).toEqual(
        orientation < 5 ? [64, 48, undefined] : [48, 64, undefined],
      );
      const wanted = await sharp(bytes).autoOrient().raw().toBuffer();
      const got = await sharp(copy.bytes).raw().toBuffer();
      // The pictures differ by a second compression only, by a grey value or two.
      const difference =
        wanted.reduce((sum, value, i) => sum + Math.abs(value - (got[i] ?? 0)), 0) / wanted.length;
      expect(difference).toBeLessThan(2);
    },
  );

  it.each([
    ['cmyk', '.jpg'],
    ['png16', '.png'],
    ['webp', '.png'],
    ['gif', '.png'],
    ['tiff', '.png'],
    ['bmp', '.png'],
  ] as const)('writes %s anew as 8-bit RGB', async (kind, extension) => {
    const bytes = kind === 'bmp' ? testBitmap(1) : await encodeTestImage(kind, 1);
    const copy = await uprightCopy(bytes, kind);
    const { channels, depth, space, width, height } = await sharp(copy.bytes).metadata();
    expect({ channels, depth, space, width, height }).toEqual({
      ...{ channels: 3, depth: 'uchar', space: 'srgb', width: 64, height: 48 },
    });
    expect(copy.extension).toBe(extension);
    expect(copy.change).toMatch(/^from /);
  });

  it('refuses what is no image', async () => {
    await expect(uprightCopy(Buffer.from('no image at all'), 'x')).rejects.toThrow(/does not hold an image/);
  });
});
