import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { squareView } from '../../../imaging/squareView.ts';
import { maskIou } from '../maskMeasures.ts';
import { TRIMAP } from '../trimap.ts';
import { grabCut } from './grabCut.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const sample = join(import.meta.dirname, '../../../../../resources/sample');

/** A square picture of grass with a smaller square of clay in it, both with a little grain. */
function clayOnGrass(side: number, from: number, to: number) {
  const inside = (x: number, y: number) => Math.min(x, y) >= from && Math.max(x, y) < to;
  const rgb = new Uint8Array(side * side * 3);
  const truth = new Uint8Array(side * side);
  for (let pixel = 0; pixel < truth.length; pixel++) {
    const x = pixel % side;
    const y = Math.trunc(pixel / side);
    truth[pixel] = inside(x, y) ? 1 : 0;
    const grain = (x * 7 + y * 13) % 5;
    rgb.set(inside(x, y) ? [180 + grain, 90, 40 + grain] : [40, 120 + grain, 50 + grain], pixel * 3);
  }
  return { image: { rgb, width: side, height: side }, truth };
}

describe('GrabCut', () => {
  it('finds the outline of what a trimap only points at', () => {
    const { image, truth } = clayOnGrass(30, 8, 21);
    // Probable foreground is too large by three pixels on each side.
    const trimap = Uint8Array.from(truth, (_, pixel) => {
      const [x, y] = [pixel % 30, Math.trunc(pixel / 30)];
      if (Math.min(x, y) >= 12 && Math.max(x, y) < 17) return TRIMAP.foreground;
      if (Math.min(x, y) >= 5 && Math.max(x, y) < 24) return TRIMAP.probableForeground;
      return Math.min(x, y) === 0 ? TRIMAP.background : TRIMAP.probableBackground;
    });
    expect(grabCut(image, trimap, 2)).toEqual(truth);
  });

  it('leaves sure pixels as they are, whatever their colour', () => {
    const { image, truth } = clayOnGrass(20, 5, 15);
    const trimap = truth.map((side) => (side === 1 ? TRIMAP.probableForeground : TRIMAP.probableBackground));
    trimap[0] = TRIMAP.foreground;
    trimap[10 * 20 + 10] = TRIMAP.background;
    const mask = grabCut(image, trimap, 2);
    expect([mask[0], mask[10 * 20 + 10]]).toEqual([1, 0]);
  });

  it.each([
    ['no foreground', [TRIMAP.background, TRIMAP.probableBackground], 0],
    ['no background', [TRIMAP.foreground, TRIMAP.probableForeground], 1],
  ])('returns the own foreground of a trimap with %s', (_, values, side) => {
    const { image } = clayOnGrass(10, 3, 7);
    const trimap = Uint8Array.from({ length: 100 }, (__, pixel) => values[pixel % 2]!);
    expect(grabCut(image, trimap, 3)).toEqual(new Uint8Array(100).fill(side));
  });

  it('copes with one pixel of foreground, and with a picture of one colour', () => {
    const { image } = clayOnGrass(10, 3, 7);
    const trimap = new Uint8Array(100).fill(TRIMAP.probableBackground);
    trimap[44] = TRIMAP.foreground;
    expect(grabCut(image, trimap, 2)[44]).toBe(1);
    const grey = { ...image, rgb: new Uint8Array(300).fill(128) };
    expect(grabCut(grey, trimap, 2)[44]).toBe(1);
  });

  it('goes on where a cut has left one side without a pixel', () => {
    const image = { rgb: new Uint8Array(300).fill(128), width: 10, height: 10 };
    const trimap = new Uint8Array(100).fill(TRIMAP.probableBackground);
    trimap[44] = TRIMAP.probableForeground;
    // Both models are the same, so nothing draws any pixel to the foreground.
    expect(grabCut(image, trimap, 3)).toEqual(new Uint8Array(100));
  });

  it('makes the masks that OpenCV makes of sample photos', { timeout: 120_000 }, async () => {
    const names = readdirSync(fixtures).filter((name) => name.endsWith('.png'));
    const overlaps = await Promise.all(names.map(overlapWithOpenCv));
    expect(overlaps).toHaveLength(12);
    expect(overlaps.reduce((sum, overlap) => sum + overlap, 0) / 12).toBeGreaterThan(0.98);
  });
});

/** IoU of the own mask of a photo with the one that fixtures/make.py got from OpenCV. */
async function overlapWithOpenCv(name: string): Promise<number> {
  const [, folder, photo, digits] = /^([a-z]+)_(image_\d+)_(\d+)\.png$/.exec(name)!;
  const side = Number(digits);
  const picture = await sharp(join(fixtures, name)).toColourspace('b-w').raw().toBuffer();
  const trimap = Uint8Array.from(picture.subarray(0, side * side), (grey) => grey / 85);
  const expected = Uint8Array.from(picture.subarray(side * side), (grey) => grey / 255);
  const rgb = await squareView(join(sample, folder!, `${photo}.jpg`), 'full', side);
  const mask = grabCut({ rgb, width: side, height: side }, trimap, side === 150 ? 3 : 2);
  return maskIou(mask, expected);
}
