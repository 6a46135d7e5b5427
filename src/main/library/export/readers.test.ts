/** Exports of every fixture, read by readers that share no code with the writers. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cocoInstancesSchema } from '../../../shared/coco.ts';
import type { CocoInstances } from '../../../shared/coco.ts';
import { clipToImage } from '../../../shared/geometry.ts';
import { installTimeout, runReader } from '../../../testing/pythonEnvironment.ts';
import { exportProject } from './exportProject.ts';
import type { ExportSummary } from './exportProject.ts';
import { fakeSource } from './fakeSource.ts';
import { fixtureClasses, writeFixtures } from './fixtures.ts';
import type { ImageWithBoxes } from './source.ts';

let folder: string;
let out: string;
let entries: ImageWithBoxes[];
let summary: ExportSummary;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-readers-'));
  entries = await writeFixtures(join(folder, 'photos'));
  out = join(folder, 'out');
  const options = { formats: ['coco', 'voc'], out, imagesWithoutBoxes: true };
  summary = await exportProject(fakeSource(fixtureClasses, entries), options);
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const originalByFile = (format: string): Map<string, ImageWithBoxes> => {
  const manifest = JSON.parse(readFileSync(join(out, format, 'manifest.json'), 'utf8')) as {
    images: { original: string; file: string }[];
  };
  const byPath = new Map(entries.map((entry) => [entry.image.relativePath, entry]));
  return new Map(manifest.images.map(({ original, file }) => [file, byPath.get(original) as ImageWithBoxes]));
};

const wantedBoxes = ({ image, boxes }: ImageWithBoxes) =>
  boxes.map((box) => clipToImage(box, image.width, image.height) ?? box);

it('says what it did', () => {
  expect(summary.problems).toEqual([]);
  expect(summary.formats).toHaveLength(2);
  expect(summary.formats[0]).toMatchObject({
    ...{ format: 'coco', folder: join(out, 'coco'), images: entries.length, boxes: entries.length },
    ...{ splits: { train: entries.length }, clippedBoxes: 1, droppedBoxes: 0, renamedClasses: [] },
    // Seven turned, and CMYK, 16 bits, WebP, GIF, TIFF and BMP.
    rewrittenImages: 13,
  });
  expect(summary.formats[1]?.renamedClasses).toEqual([{ from: 'time 12:30', to: 'time 12_30' }]);
});

describe('COCO', () => {
  const path = (name: string) => join(out, 'coco', 'annotations', name);
  const read = (): CocoInstances =>
    cocoInstancesSchema.parse(JSON.parse(readFileSync(path('instances_train.json'), 'utf8')));
  const evaluate = (instances: string, results = path('results_train.json')) =>
    runReader('coco_self_evaluation.py', [instances, results]);

  it('scores 1 against itself in pycocotools', { timeout: installTimeout }, async () => {
    const { status, stdout, stderr } = await evaluate(path('instances_train.json'));
    expect(stderr).not.toMatch(/Error/);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ...{ precision: 1, recall: 1, images: entries.length, annotations: entries.length },
      categories: fixtureClasses,
    });
  });

  it('would not, with an annotation of id 0', { timeout: installTimeout }, async () => {
    const damaged = read();
    for (const annotation of damaged.annotations) annotation.id -= 1;
    writeFileSync(join(folder, 'zero.json'), JSON.stringify(damaged));
    const { stdout } = await evaluate(join(folder, 'zero.json'));
    expect((JSON.parse(stdout) as { precision: number }).precision).toBeLessThan(1);
  });

  it.each(['area', 'iscrowd'] as const)('would not, without %s', { timeout: installTimeout }, async (key) => {
    const damaged = JSON.stringify(read(), (name, value: unknown) => (name === key ? undefined : value));
    writeFileSync(join(folder, 'less.json'), damaged);
    const { status, stderr } = await evaluate(join(folder, 'less.json'));
    expect(status).not.toBe(0);
    expect(stderr).toContain('KeyError');
  });

  it('has every box within a hundredth of a pixel, and every picture upright in its size', async () => {
    const { images, annotations, categories } = read();
    const originals = originalByFile('coco');
    for (const { id, file_name, width, height } of images) {
      const original = originals.get(file_name) as ImageWithBoxes;
      const picture = await sharp(join(out, 'coco', 'images', 'train', file_name)).metadata();
      expect([width, height]).toEqual([original.image.width, original.image.height]);
      expect([picture.width, picture.height, picture.orientation ?? 1]).toEqual([width, height, 1]);
      const written = annotations.filter(({ image_id }) => image_id === id);
      const wanted = wantedBoxes(original);
      expect(written).toHaveLength(wanted.length);
      for (const [index, { bbox }] of written.entries()) {
        const { x, y, w, h } = wanted[index] as (typeof wanted)[number];
        for (const [side, value] of [x, y, w, h].entries()) {
          expect(Math.abs(value - (bbox[side] ?? 0))).toBeLessThanOrEqual(0.01);
        }
      }
      for (const { category_id } of written) {
        expect(categories[category_id - 1]?.name).toBe(original.image.className);
      }
    }
  });

  it('has only finished files', () => {
    expect(readdirSync(join(out, 'coco')).sort()).toEqual(['annotations', 'images', 'manifest.json']);
    expect(readdirSync(join(out, 'coco', 'annotations')).sort()).toEqual([
      'instances_train.json',
      'results_train.json',
    ]);
  });
});

interface VocImage {
  file: string;
  width: number;
  height: number;
  depth: number;
  objects: { name: string; corners: number[]; attributes: Record<string, string> }[];
}

describe('Pascal VOC', () => {
  const readVoc = () => runReader('voc_read.py', [join(out, 'voc'), 'train']);

  it('keeps the rules of its readers', { timeout: installTimeout }, async () => {
    const { status, stdout, stderr } = await readVoc();
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { labels, images, not_jpg } = JSON.parse(stdout) as {
      labels: string[];
      images: VocImage[];
      not_jpg: string[];
    };
    expect(labels).toEqual(['background', 'cat', 'dog', 'a & b <c>', 'time 12_30', '猫 🐈']);
    expect(images).toHaveLength(entries.length);
    // PNG, and what becomes PNG: 16-bit PNG, WebP, GIF, TIFF, BMP.
    expect(not_jpg).toHaveLength(6);
    await checkImages(images);
  });

  /** Corners are the pixels touched, counted from 1: each within a pixel of the box's own edge. */
  async function checkImages(images: VocImage[]): Promise<void> {
    const originals = originalByFile('voc');
    for (const { file, width, height, depth, objects } of images) {
      const original = originals.get(file) as ImageWithBoxes;
      const picture = await sharp(join(out, 'voc', 'JPEGImages', file)).metadata();
      expect([picture.width, picture.height, picture.channels]).toEqual([width, height, depth]);
      const wanted = wantedBoxes(original);
      expect(objects).toHaveLength(wanted.length);
      for (const [index, { corners, name, attributes }] of objects.entries()) {
        const { x, y, w, h } = wanted[index] as (typeof wanted)[number];
        const [xmin = 0, ymin = 0, xmax = 0, ymax = 0] = corners;
        for (const inner of [x - (xmin - 1), y - (ymin - 1), xmax - (x + w), ymax - (y + h)]) {
          expect(inner).toBeGreaterThanOrEqual(0);
          expect(inner).toBeLessThan(1);
        }
        expect(name).toBe(original.image.className.replace(':', '_'));
        expect(attributes).toEqual({ source: 'predicted', score: '0.75' });
      }
    }
  }

  it('is refused when a corner is counted from 0', { timeout: installTimeout }, async () => {
    const [name = ''] = readdirSync(join(out, 'voc', 'Annotations')).filter((each) => each.includes('edge'));
    const path = join(out, 'voc', 'Annotations', name);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, sound.replace('<xmin>1<', '<xmin>0<'));
    const { status, stderr } = await readVoc();
    writeFileSync(path, sound);
    expect(status).not.toBe(0);
    expect(stderr).toContain('corners');
  });

  it('lists every split, the empty ones too', () => {
    expect(readdirSync(join(out, 'voc', 'ImageSets', 'Main')).sort()).toEqual([
      ...['test.txt', 'train.txt', 'trainval.txt', 'val.txt'],
    ]);
    expect(readFileSync(join(out, 'voc', 'ImageSets', 'Main', 'val.txt'), 'utf8')).toBe('');
  });
});
