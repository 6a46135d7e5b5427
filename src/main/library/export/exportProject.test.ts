import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemRecord } from '../../../shared/domain.ts';
import { encodeTestImage } from '../../imaging/testImages.ts';
import { exportProject } from './exportProject.ts';
import { fakeBox, fakeImage, fakeSource, imageOfFile } from './fakeSource.ts';
import type { PlaceImage } from './images.ts';
import type { ExportOptions } from './options.ts';
import type { ImageWithBoxes } from './source.ts';

let folder: string;
let out: string;
let entries: ImageWithBoxes[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-export-'));
  out = join(folder, 'out');
  mkdirSync(join(folder, 'photos', 'cat'), { recursive: true });
  entries = [];
  for (const id of [1, 2, 3]) {
    const path = join(folder, 'photos', 'cat', `${id}.jpg`);
    writeFileSync(path, await encodeTestImage('jpeg', id));
    const image = imageOfFile(path, { id, width: 64, height: 48 });
    entries.push({ image, boxes: [fakeBox({ id, imageId: id, x: 4, y: 4, w: 20, h: 20 })] });
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (options: Partial<ExportOptions> = {}, source = fakeSource(['cat'], entries)) =>
  exportProject(source, { formats: ['coco'], out, ...options });

/** Every file below a folder with its content, by path. */
function contents(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const plain = files.filter((name) => statSync(join(root, name)).isFile());
  return Object.fromEntries(plain.map((name) => [name, readFileSync(join(root, name), 'latin1')]));
}

/** What `run` leaves in the folder around the target; no partial folder may stay. */
const around = () => readdirSync(folder).sort();

/** Stands in for copying: gives its outcome once per image, writes nothing. */
const place =
  (...outcomes: (ProblemRecord | Error)[]): PlaceImage =>
  () => {
    const outcome = outcomes.shift();
    if (outcome instanceof Error) return Promise.reject(outcome);
    return Promise.resolve(outcome ?? { extension: '.jpg', depth: 3, change: null });
  };

/** An image that is left out. */
const gone: ProblemRecord = { path: 'x', kind: 'missing', reason: 'gone' };

/** An error as callers tell it apart: by its code, and by what it tells a person. */
const failure = (code: string, message: RegExp): Error =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error;

const systemError = (code: string) => Object.assign(new Error(`${code}: made up`), { code });

describe('a first export', () => {
  it('makes the folder and its parents, readable by others', async () => {
    out = join(folder, 'new', 'deep', 'out');
    await run();
    expect(readdirSync(out).sort()).toEqual(['annotations', 'images', 'manifest.json']);
    // As open as the folder beside it: nothing private to the process that made it.
    expect(statSync(out).mode).toBe(statSync(join(folder, 'photos')).mode);
    expect(readdirSync(join(folder, 'new', 'deep'))).toEqual(['out']);
  });

  it('gives each of several formats a folder, beside the extras', async () => {
    const extras = { 'page.html': (path: string) => writeFile(path, 'hello') };
    const summary = await run({ formats: ['voc', 'coco'], extras });
    expect(readdirSync(out).sort()).toEqual(['coco', 'manifest.json', 'page.html', 'voc']);
    expect(summary.formats.map((format) => format.folder)).toEqual([join(out, 'voc'), join(out, 'coco')]);
  });

  it('copies pictures: no link, and the same bytes', async () => {
    await run();
    const [first] = entries;
    const copy = join(out, 'images', 'train', 'cat__1.jpg');
    expect(readFileSync(copy).equals(readFileSync(first?.image.path ?? ''))).toBe(true);
    expect(statSync(copy).nlink).toBe(1);
    expect(statSync(copy).ino).not.toBe(statSync(first?.image.path ?? '').ino);
  });

  it('reports each image as it is done', async () => {
    const seen: [string, number, number | null][] = [];
    await run({ onProgress: ({ stage, done, total }) => seen.push([stage, done, total]) });
    expect(seen).toEqual([
      ['Export', 1, 3],
      ['Export', 2, 3],
      ['Export', 3, 3],
    ]);
  });

  it('reports two formats as one stage of twice as many images', async () => {
    const seen: [number, number | null][] = [];
    await run({ formats: ['coco', 'voc'], onProgress: ({ done, total }) => seen.push([done, total]) });
    expect(seen).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  });

  it('leaves images without a box out by default, and counts them', async () => {
    entries.push({ image: fakeImage({ id: 9 }), boxes: [fakeBox({ review: 'rejected' })] });
    const summary = await run();
    expect(summary.formats[0]).toMatchObject({ images: 3, boxes: 3, imagesWithoutBoxes: 1 });
  });

  it('spreads images over splits', async () => {
    const hashes = ['0', '8', 'f'].map((digit) => digit.repeat(64));
    entries = hashes.map((contentHash, id) => ({
      image: fakeImage({ id, contentHash }),
      boxes: [fakeBox()],
    }));
    const summary = await run({ splits: { train: 0.5, val: 0.25, test: 0.25 }, placeImage: place() });
    expect(summary.formats[0]?.splits).toEqual({ train: 1, val: 1, test: 1 });
    expect(readdirSync(join(out, 'annotations'))).toContain('results_test.json');
  });
});

describe('exporting again', () => {
  it('gives the same bytes', async () => {
    await run({ formats: ['coco', 'voc'], imagesWithoutBoxes: true });
    const first = contents(out);
    await run({ formats: ['coco', 'voc'], imagesWithoutBoxes: true });
    expect(contents(out)).toEqual(first);
    expect(Object.keys(first)).toHaveLength(1 + (2 + 3 + 1) + (3 + 3 + 4 + 1 + 1));
  });

  it('replaces an earlier export whole, in another format too', async () => {
    await run({ formats: ['coco'] });
    await run({ formats: ['voc'] });
    expect(readdirSync(out)).not.toContain('annotations');
    expect(readdirSync(out)).toContain('Annotations');
    expect(around()).toEqual(['out', 'photos']);
  });

  it('does not mind what desktops leave in folders', async () => {
    await run();
    writeFileSync(join(out, '.DS_Store'), '');
    await expect(run()).resolves.toBeDefined();
  });

  it('refuses when something else was put there since', async () => {
    await run();
    writeFileSync(join(out, 'weights.pt'), 'precious');
    await expect(run()).rejects.toEqual(failure('target-not-empty', /weights\.pt/));
    expect(readFileSync(join(out, 'weights.pt'), 'utf8')).toBe('precious');
  });

  it('refuses when the earlier export has become the originals', async () => {
    await run();
    const path = join(out, 'images', 'train', 'cat__1.jpg');
    entries[0] = { image: imageOfFile(path, { width: 64, height: 48 }), boxes: [fakeBox()] };
    await expect(run()).rejects.toEqual(failure('target-not-empty', /images of this project/));
    expect(existsSync(path)).toBe(true);
  });
});

describe('a target that cannot be', () => {
  it('is a folder with other files', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'mine.txt'), 'mine');
    await expect(run()).rejects.toEqual(failure('target-not-empty', /empty or a new folder/));
    expect(contents(out)).toEqual({ 'mine.txt': 'mine' });
    expect(around()).toEqual(['out', 'photos']);
  });

  it('is a file', async () => {
    writeFileSync(out, 'file');
    await expect(run()).rejects.toEqual(failure('target-not-empty', /is a file/));
  });

  it('lies below a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(run({ out: join(folder, 'file', 'out') })).rejects.toMatchObject({ code: 'not-writable' });
  });

  it('may well be an empty folder', async () => {
    mkdirSync(out);
    await run();
    expect(readdirSync(out)).toContain('manifest.json');
  });
});

describe('a failure on the way', () => {
  beforeEach(async () => {
    await run();
  });

  it.each([
    ['ENOSPC', 'disk-full', /Free some space/],
    ['EACCES', 'not-writable', /in which you may write/],
    ['EROFS', 'not-writable', /in which you may write/],
  ])('%s leaves the earlier export as it was', async (systemCode, code, message) => {
    const before = contents(out);
    const placeImage = place(gone, systemError(systemCode));
    await expect(run({ placeImage })).rejects.toEqual(failure(code, message));
    expect(contents(out)).toEqual(before);
    expect(around()).toEqual(['out', 'photos']);
  });

  it('a cancelled job leaves it too', async () => {
    const before = contents(out);
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    await expect(run({ formats: ['voc'], signal: stop.signal, onProgress })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(contents(out)).toEqual(before);
    expect(around()).toEqual(['out', 'photos']);
  });

  it('a failing extra leaves it too', async () => {
    const extras = { 'page.html': () => Promise.reject(new Error('no page')) };
    await expect(run({ extras })).rejects.toThrow('no page');
    expect(around()).toEqual(['out', 'photos']);
  });
});

describe('originals', () => {
  it('that are gone or changed are left out and named', async () => {
    rmSync(entries[0]?.image.path ?? '');
    writeFileSync(entries[1]?.image.path ?? '', 'something else');
    const { problems, formats } = await run({ formats: ['coco', 'voc'] });
    expect(problems.map(({ path, kind }) => [path, kind])).toEqual([
      [entries[0]?.image.path, 'missing'],
      [entries[1]?.image.path, 'changed-since-import'],
    ]);
    expect(formats.map(({ images }) => images)).toEqual([1, 1]);
    const manifest = JSON.parse(readFileSync(join(out, 'voc', 'manifest.json'), 'utf8')) as {
      images: unknown[];
    };
    expect(manifest.images).toMatchObject([
      { original: 'cat/1.jpg', file: null, leftOut: 'missing' },
      { original: 'cat/2.jpg', file: null, leftOut: 'changed-since-import' },
      { original: 'cat/3.jpg', file: 'cat__3.jpg', split: 'train', boxes: 1 },
    ]);
  });

  it('that are all gone do not replace an export by an empty one', async () => {
    await run();
    rmSync(join(folder, 'photos'), { recursive: true });
    await expect(run()).rejects.toEqual(failure('not-found', /Connect the disk/));
    expect(readdirSync(join(out, 'images', 'train'))).toHaveLength(3);
  });
});

describe('asking for nothing', () => {
  it.each([
    [{ formats: [] }, 'usage', /at least one format/],
    [{ formats: ['xls'] }, 'usage', /Known formats: coco, voc/],
    [{ minScore: 2 }, 'usage', /between 0 and 1/],
    [{ statuses: ['accepted' as const] }, 'no-boxes', /no box to export/],
  ])('%o is refused', async (options, code, message) => {
    await expect(run(options)).rejects.toEqual(failure(code, message));
    expect(around()).toEqual(['photos']);
  });
});
