/** Small pictures in every form, for tests: 64 x 48 pixels as stored, different for every seed. */
import sharp from 'sharp';

export type TestImageKind = 'jpeg' | 'grey' | 'cmyk' | 'png' | 'png16' | 'webp' | 'gif' | 'tiff' | 'bmp';

export const stored = { width: 64, height: 48 };

/** A picture of which each quarter has a colour of its own, so that a turn or a flip shows. */
function quarters(seed: number): Buffer {
  const { width, height } = stored;
  const data = Buffer.alloc(width * height * 3);
  const colours = [
    [220, 30, 30],
    [30, 200, 30],
    [30, 30, 220],
    [200, 200, seed],
  ];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [];
      data.set(colour, (y * width + x) * 3);
    }
  }
  return data;
}

/** @param orientation EXIF tag to put into JPEGs; the pixels are as stored, not turned. */
export async function encodeTestImage(
  kind: Exclude<TestImageKind, 'bmp'>,
  seed: number,
  orientation = 1,
): Promise<Buffer> {
  const picture = sharp(quarters(seed), { raw: { ...stored, channels: 3 } });
  switch (kind) {
    case 'jpeg':
      return await picture.jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
    case 'grey':
      return await picture.toColourspace('b-w').jpeg().toBuffer();
    case 'cmyk':
      return await picture.toColourspace('cmyk').jpeg().toBuffer();
    case 'png':
      return await picture.png().toBuffer();
    case 'png16':
      return await picture.toColourspace('rgb16').png().toBuffer();
    default:
      return await picture[kind]().toBuffer();
  }
}

/** An uncompressed 24-bit bitmap, rows from the bottom up, blue first. */
export function testBitmap(seed: number): Buffer {
  const { width, height } = stored;
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  const rgb = quarters(seed);
  const rows = Buffer.alloc(rgb.length);
  for (let y = 0; y < height; y += 1) {
    rgb.copy(rows, (height - 1 - y) * width * 3, y * width * 3, (y + 1) * width * 3);
  }
  for (let i = 0; i < rows.length; i += 3) [rows[i], rows[i + 2]] = [rows[i + 2] ?? 0, rows[i] ?? 0];
  return Buffer.concat([header, rows]);
}
