/** Makes a screenshot small: a PNG with a palette, which is what a page of few colors and some photographs is good for. */
import sharp from 'sharp';

/** From the finest palette to the smallest; the first that is small enough is taken. */
const qualities = [95, 80, 60, 45, 35, 25, 20, 15, 10, 5];
/** Height of the strip of each color that is to be kept, in pixels. */
const STRIP = 24;

/**
 * A palette is chosen by area, and signs are small: without help the photographs would take all of it. So the colors to
 * keep are laid below the picture while the palette is chosen, and cut off again.
 *
 * @param keep CSS colors.
 * @param mostBytes what the result may have; one of the lowest quality may have more.
 */
export async function smallPng(shot: Buffer, keep: string[], mostBytes: number): Promise<Buffer> {
  const { width, height } = await sharp(shot).metadata();
  const strips = keep.map((background, at) => ({
    input: { create: { width, height: STRIP, channels: 3 as const, background } },
    top: height + at * STRIP,
    left: 0,
  }));
  const extended = await sharp(shot)
    .removeAlpha()
    .extend({ bottom: keep.length * STRIP })
    .composite(strips)
    .png()
    .toBuffer();
  let small = shot;
  for (const quality of qualities) {
    const palette = await sharp(extended).png({ palette: true, quality, dither: 0, effort: 8 }).toBuffer();
    small = await sharp(palette)
      .extract({ left: 0, top: 0, width, height })
      // No more colors than there are: they come out as they are.
      .png({ palette: true, quality: 100, dither: 0, effort: 10, compressionLevel: 9 })
      .toBuffer();
    if (small.length <= mostBytes) break;
  }
  return small;
}
