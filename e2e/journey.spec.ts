/** The whole way: a folder, one click, boxes, decisions with single keys, files that are right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from './fixtures.ts';
import type { Box } from './pages/reviewPage.ts';
import { imageNamed, readProject, type ToldProject } from './projects.ts';
import { beasts, cutOf, fingerprints, sha256 } from './sample.ts';

interface CocoFile {
  images: { id: number; file_name: string; width: number; height: number }[];
  annotations: { image_id: number; category_id: number; bbox: [number, number, number, number] }[];
  categories: { id: number; name: string }[];
}

/** What an export has to hold: of each picture its boxes with their classes, those that were rejected left out. */
function expectedBoxes({ images }: ToldProject): Map<string, { className: string; box: Box; size: Size }[]> {
  const all = images.map(({ relativePath, className, boxes, ...size }) => {
    const kept = boxes.filter(({ review }) => review !== 'rejected');
    const name = `${className}__${basename(relativePath)}`;
    return [
      name,
      kept.map(({ className: own, x, y, w, h }) => ({ className: own, box: { x, y, w, h }, size })),
    ] as const;
  });
  return new Map(all.filter(([, boxes]) => boxes.length > 0));
}

interface Size {
  width: number;
  height: number;
}

function readCoco(folder: string): {
  names: string[];
  boxes: Map<string, { className: string; bbox: number[] }[]>;
} {
  const path = join(folder, 'annotations', 'instances_train.json');
  const { images, annotations, categories } = JSON.parse(readFileSync(path, 'utf8')) as CocoFile;
  const nameOf = new Map(categories.map(({ id, name }) => [id, name]));
  const boxes = images.map(({ id, file_name }) => {
    const own = annotations.filter(({ image_id }) => image_id === id);
    return [
      file_name,
      own.map(({ category_id, bbox }) => ({ className: nameOf.get(category_id) ?? '', bbox })),
    ] as const;
  });
  return { names: categories.map(({ name }) => name), boxes: new Map(boxes) };
}

interface VocFile {
  annotation: {
    filename: string;
    size: { width: number; height: number };
    object: { name: string; bndbox: Record<'xmin' | 'ymin' | 'xmax' | 'ymax', number> }[];
  };
}

function readVoc(folder: string): VocFile['annotation'][] {
  const parser = new XMLParser({ isArray: (name) => name === 'object' });
  return readdirSync(join(folder, 'Annotations')).map(
    (name) => (parser.parse(readFileSync(join(folder, 'Annotations', name))) as VocFile).annotation,
  );
}

test('from a folder to files that are right', async ({ boxwright, window, screens }) => {
  // With refinement, on few cores.
  test.setTimeout(700_000);
  const { frame, start, images, train, review, exporting } = screens;
  const folder = cutOf(join(boxwright.folder, 'safari'), beasts, 12);
  const originals = fingerprints(folder);
  expect(Object.keys(originals)).toHaveLength(36);

  await test.step('a folder becomes a project, and its images appear', async () => {
    await boxwright.answerOpenDialog([folder]);
    await start.newProject.click();
    await frame.shows('Images');
    await images.hasClasses(beasts.map((name) => [name, 12]));
    const first = images.thumbnail('elephant_0001.jpg').getByRole('img');
    await expect(first).toBeVisible();
    await expect(first).toHaveJSProperty('complete', true);
    await expect(first).not.toHaveJSProperty('naturalWidth', 0);
  });

  await test.step('the second click trains; samples and curves follow it live', async () => {
    await images.startTraining.click();
    await frame.shows('Train');
    await train.hasAnEpoch();
    await Promise.all([
      train.lossCurve.waitFor(),
      train.accuracyCurve.waitFor(),
      train.samples
        .filter({ hasText: /(elephant|emu|ibis) 0\.\d\d/ })
        .first()
        .waitFor(),
    ]);
  });

  await test.step('Review opens by itself, with a box on each image', async () => {
    await frame.shows('Review', 500_000);
    await review.shows(36, { accepted: 0, edited: 0, rejected: 0 });
  });

  const project = join(boxwright.projects, 'safari.boxwright');
  const predicted = readProject(project);
  const seen = await test.step('each decision takes one key', async () => {
    const accepted = await review.openSingle();
    const acceptedToo = await review.pressAndMoveOn('a');
    const rejected = await review.pressAndMoveOn('a');
    const edited = await review.pressAndMoveOn('x');
    await review.shows(36, { accepted: 2, edited: 0, rejected: 1 });

    const before = await review.box();
    await review.press('e');
    for (const key of ['Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+ArrowUp', 'ArrowRight', 'ArrowDown'])
      await review.press(key);
    await review.press('Enter');
    const after = { x: before.x + 1, y: before.y + 1, w: before.w - 2, h: before.h - 1 };
    await review.hasBox(after);
    await review.shows(36, { accepted: 2, edited: 1, rejected: 1 });

    const drawnOn = await review.pressAndMoveOn('ArrowRight');
    const drawn = await review.draw([0.1, 0.2], [0.4, 0.7], imageNamed(predicted, drawnOn));
    await expect(review.tags).toHaveCount(2);
    await review.shows(37, { accepted: 3, edited: 1, rejected: 1 });

    const reclassed = await review.pressAndMoveOn('ArrowRight');
    const old = imageNamed(predicted, reclassed).className;
    const place = old === 'emu' ? 3 : 2;
    await review.press(String(place));
    await expect(review.classButton(beasts[place - 1] ?? '')).toHaveAttribute('aria-pressed', 'true');
    await review.shows(37, { accepted: 3, edited: 2, rejected: 1 });
    await frame.saved();
    return {
      accepted,
      acceptedToo,
      rejected,
      edited,
      after,
      drawnOn,
      drawn,
      reclassed,
      newClass: beasts[place - 1],
    };
  });

  const told = readProject(project);
  await test.step('what was decided is on the disk, and nothing else changed', () => {
    const reviews = (name: string): string[] => imageNamed(told, name).boxes.map(({ review: how }) => how);
    expect(
      new Set([seen.accepted, seen.acceptedToo, seen.rejected, seen.edited, seen.drawnOn, seen.reclassed])
        .size,
    ).toBe(6);
    expect(reviews(seen.accepted)).toEqual(['accepted']);
    expect(reviews(seen.acceptedToo)).toEqual(['accepted']);
    expect(reviews(seen.rejected)).toEqual(['rejected']);
    const [edited] = imageNamed(told, seen.edited).boxes;
    expect(edited?.review).toBe('edited');
    for (const side of ['x', 'y', 'w', 'h'] as const) expect(edited?.[side]).toBeCloseTo(seen.after[side], 0);
    const drawn = imageNamed(told, seen.drawnOn).boxes.find(({ source }) => source === 'drawn');
    for (const side of ['x', 'y', 'w', 'h'] as const)
      expect(Math.abs((drawn?.[side] ?? NaN) - seen.drawn[side])).toBeLessThan(0.5);
    expect(imageNamed(told, seen.reclassed).boxes.map(({ className }) => className)).toEqual([seen.newClass]);
    const touched = new Set(Object.values(seen));
    const untouched = ({ images: all }: ToldProject) =>
      all.filter(({ relativePath }) => !touched.has(basename(relativePath)));
    expect(untouched(told)).toEqual(untouched(predicted));
  });

  const expected = expectedBoxes(told);
  expect(expected.size).toBe(35);
  await frame.go('Export');
  await test.step('COCO holds these boxes', async () => {
    const coco = await exporting.exportAs('COCO', 35);
    const { names, boxes } = readCoco(coco);
    expect(names).toEqual(beasts);
    expect([...boxes.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, own] of expected) {
      const written = boxes.get(name) ?? [];
      expect(written.map(({ className }) => className).sort()).toEqual(
        own.map(({ className }) => className).sort(),
      );
      // To a hundredth of a pixel.
      const sides = own.map(({ box: { x, y, w, h } }) => [x, y, w, h]);
      for (const { bbox } of written)
        expect(
          sides.some((each) => each.every((side, at) => Math.abs(side - (bbox[at] ?? NaN)) < 0.02)),
          name,
        ).toBe(true);
    }
    expectCopies(join(coco, 'images', 'train'), told, expected);
  });

  await test.step('Pascal VOC holds these boxes', async () => {
    const voc = await exporting.exportAs('Pascal VOC', 35);
    const files = readVoc(voc);
    expect(files.map(({ filename }) => filename).sort()).toEqual([...expected.keys()].sort());
    for (const { filename, size, object } of files) {
      const own = expected.get(filename) ?? [];
      expect(size).toMatchObject({ width: own[0]?.size.width, height: own[0]?.size.height });
      const corners = own.map(({ className, box: { x, y, w, h }, size: { width, height } }) => ({
        name: className,
        // The pixels that the box touches, counted from 1.
        bndbox: {
          xmin: Math.floor(x) + 1,
          ymin: Math.floor(y) + 1,
          xmax: Math.min(Math.ceil(x + w), width),
          ymax: Math.min(Math.ceil(y + h), height),
        },
      }));
      expect(object.map(({ name, bndbox }) => ({ name, bndbox }))).toEqual(corners);
    }
    expectCopies(join(voc, 'JPEGImages'), told, expected);
  });

  expect(fingerprints(folder)).toEqual(originals);
  await expect(window).toHaveTitle(/safari/);
});

/** The pictures of an export are the originals, byte by byte, and no others. */
function expectCopies(folder: string, { images }: ToldProject, expected: ReadonlyMap<string, unknown>): void {
  expect(readdirSync(folder).sort()).toEqual([...expected.keys()].sort());
  for (const { path, className } of images) {
    const copy = join(folder, `${className}__${basename(path)}`);
    if (existsSync(copy)) expect(sha256(copy)).toBe(sha256(path));
  }
}
