/**
 * node scripts/run.mjs scripts/icons.ts
 *
 * Draws resources/icons/boxwright.svg in the sizes that systems ask for. The pictures are committed.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';

const folder = resolve(import.meta.dirname, '../resources/icons');
const drawing = readFileSync(join(folder, 'boxwright.svg'));

for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
  await sharp(drawing, { density: (72 * size) / 512 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toFile(join(folder, `${size}x${size}.png`));
}
