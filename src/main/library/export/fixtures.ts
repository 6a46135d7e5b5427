/** Real files of every kind that readers stumble over, with boxes, for the tests of exports. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Box } from '../../../shared/geometry.ts';
import { encodeTestImage, testBitmap } from '../../imaging/testImages.ts';
import type { TestImageKind } from '../../imaging/testImages.ts';
import { fakeBox, imageOfFile } from './fakeSource.ts';
import type { ImageWithBoxes } from './source.ts';

// Characters of each of these mean something to XML, to labelmap.txt or to a file system.
export const fixtureClasses = ['cat', 'dog', 'a & b <c>', 'time 12:30', '猫 🐈'];

const usual: Box = { x: 10.25, y: 8.5, w: 30.5, h: 20.25 };

interface Fixture {
  file: string;
  kind: TestImageKind;
  /** EXIF orientation, 1 to 8. */
  orientation?: number;
  boxes?: Box[];
}

/** Stored 64 x 48; those with orientation 5 to 8 are 48 x 64 upright. */
const fixtures: Fixture[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation): Fixture => ({
    file: `cat/exif ${orientation}.jpg`,
    kind: 'jpeg',
    orientation,
  })),
  { file: 'cat/001.JPG', kind: 'jpeg' },
  { file: 'dog/001.jpg', kind: 'jpeg' },
  { file: 'dog/001.png', kind: 'png' },
  { file: 'dog/grey.jpg', kind: 'grey' },
  { file: 'dog/cmyk.jpg', kind: 'cmyk' },
  { file: 'dog/sixteen.png', kind: 'png16' },
  { file: 'dog/web.webp', kind: 'webp' },
  { file: 'dog/still.gif', kind: 'gif' },
  { file: 'dog/scan.tif', kind: 'tiff' },
  { file: 'dog/bitmap.bmp', kind: 'bmp' },
  { file: 'a & b <c>/x&y.jpg', kind: 'jpeg' },
  { file: 'time 12:30/clock.jpg', kind: 'jpeg' },
  { file: '猫 🐈/写真 1.jpg', kind: 'jpeg' },
  { file: 'dog/edge.jpg', kind: 'jpeg', boxes: [{ x: 0, y: 0, w: 64, h: 48 }] },
  { file: 'dog/beyond.jpg', kind: 'jpeg', boxes: [{ x: -4, y: 20.5, w: 90, h: 40 }] },
  { file: 'dog/one pixel.jpg', kind: 'jpeg', boxes: [{ x: 63, y: 47, w: 1, h: 1 }] },
  {
    file: 'dog/two.jpg',
    kind: 'jpeg',
    boxes: [
      { x: 1.5, y: 2.5, w: 10, h: 12 },
      { x: 30, y: 20, w: 20.125, h: 20 },
    ],
  },
  { file: 'dog/none.jpg', kind: 'jpeg', boxes: [] },
];

/** Writes the files below `folder` and gives them as a project has them. */
export async function writeFixtures(folder: string): Promise<ImageWithBoxes[]> {
  const entries: ImageWithBoxes[] = [];
  let boxId = 0;
  for (const [index, { file, kind, orientation = 1, boxes = [usual] }] of fixtures.entries()) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    const seed = index + 1;
    writeFileSync(path, kind === 'bmp' ? testBitmap(seed) : await encodeTestImage(kind, seed, orientation));
    const classId = fixtureClasses.indexOf(dirname(file)) + 1;
    const [width, height] = orientation < 5 ? [64, 48] : [48, 64];
    const image = imageOfFile(path, { id: seed, classId, orientation, width, height });
    const records = boxes.map((box) =>
      fakeBox({ ...box, id: (boxId += 1), imageId: seed, classId, score: 0.75 }),
    );
    entries.push({ image, boxes: records });
  }
  return entries;
}
