/** Any boxes come back from an export as they went in, to within the rounding of its format. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, expect, it } from 'vitest';
import { cocoInstancesSchema } from '../../../shared/coco.ts';
import type { Box } from '../../../shared/geometry.ts';
import { exportProject } from './exportProject.ts';
import { fakeBox, fakeImage, fakeSource } from './fakeSource.ts';
import type { PlaceImage } from './images.ts';
import type { ImageWithBoxes } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'boxwright-round-'));
const out = join(folder, 'out');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noPictures: PlaceImage = () => Promise.resolve({ extension: '.jpg', depth: 3, change: null });

/** A box inside an image of any size, given by its share of the room there is. */
const boxIn = (width: number, height: number): fc.Arbitrary<Box> =>
  fc
    .tuple(...[0, 1, 2, 3].map(() => fc.double({ min: 0, max: 1, noNaN: true })))
    .map(([a = 0, b = 0, c = 0, d = 0]) => {
      const w = 1 + a * (width - 1);
      const h = 1 + b * (height - 1);
      return { x: c * (width - w), y: d * (height - h), w, h };
    });

const side = fc.integer({ min: 1, max: 5000 });
const imageWithBoxes = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc.tuple(fc.constant({ width, height }), fc.array(boxIn(width, height), { maxLength: 4 })),
  );

const project = fc.array(imageWithBoxes, { minLength: 1, maxLength: 5 }).map((images): ImageWithBoxes[] =>
  images.map(([size, boxes], index) => ({
    image: fakeImage({ id: index + 1, ...size }),
    boxes: boxes.map((box) => fakeBox({ ...box, imageId: index + 1 })),
  })),
);

type Four = [number, number, number, number];
const sides = ({ x, y, w, h }: Box): Four => [x, y, w, h];
const edges = ({ x, y, w, h }: Box): Four => [x, y, x + w, y + h];

function expectWithin(tolerance: number, written: Four[], wanted: Four[]): void {
  expect(written).toHaveLength(wanted.length);
  for (const [index, box] of wanted.entries()) {
    for (const [at, value] of box.entries()) {
      expect(Math.abs(value - (written[index]?.[at] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
    }
  }
}

function readCoco(index: number): Four[] {
  const text = readFileSync(join(out, 'coco', 'annotations', 'instances_train.json'), 'utf8');
  const { annotations } = cocoInstancesSchema.parse(JSON.parse(text));
  const own = annotations.filter(({ image_id }) => image_id === index + 1);
  return own.map(({ bbox }) => bbox);
}

const parser = new XMLParser({ isArray: (name) => name === 'object' });

function readVoc(id: number): Four[] {
  const text = readFileSync(join(out, 'voc', 'Annotations', `cat__${id}.xml`), 'utf8');
  const { annotation } = parser.parse(text) as {
    annotation: { object?: { bndbox: { xmin: number; ymin: number; xmax: number; ymax: number } }[] };
  };
  return (annotation.object ?? []).map(({ bndbox: b }) => [b.xmin - 1, b.ymin - 1, b.xmax, b.ymax]);
}

it('COCO within a hundredth of a pixel, VOC within one', async () => {
  const options = { formats: ['coco', 'voc'], out, imagesWithoutBoxes: true, placeImage: noPictures };
  await fc.assert(
    fc.asyncProperty(project, async (entries) => {
      await exportProject(fakeSource(['cat'], entries), options);
      for (const [index, { image, boxes }] of entries.entries()) {
        expectWithin(0.01 + 1e-9, readCoco(index), boxes.map(sides));
        expectWithin(1, readVoc(image.id), boxes.map(edges));
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
