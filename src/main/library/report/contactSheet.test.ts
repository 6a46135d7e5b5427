import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeTestImage } from '../../imaging/testImages.ts';
import { fakeBox, fakeImage, fakeSource } from '../export/fakeSource.ts';
import type { ImageWithBoxes } from '../export/source.ts';
import { writeContactSheet } from './contactSheet.ts';

let folder: string;
let file: string;
let entry: ImageWithBoxes;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-sheet-'));
  file = join(folder, 'sheet.html');
  const path = join(folder, 'turned.jpg');
  writeFileSync(path, await encodeTestImage('jpeg', 1, 6));
  const image = fakeImage({ path, className: 'a & b', relativePath: 'a & b/<x>.jpg', width: 48, height: 64 });
  entry = { image, boxes: [fakeBox({ x: 10.26, y: 20, w: 30, h: 40, score: 0.5 })] };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = async (entries: ImageWithBoxes[], signal?: AbortSignal) => {
  const facts = [{ label: 'Recipe', value: 'Quick <1>' }];
  const summary = await writeContactSheet(fakeSource(['a & b', 'dog'], entries), file, {
    title: 'T&C',
    facts,
    signal,
  });
  return { summary, html: readFileSync(file, 'utf8') };
};

it('shows photo, box, score and facts, with every name escaped', async () => {
  const { html, summary } = await write([entry]);
  expect(summary).toEqual({ images: 1, shown: 1, unreadable: 0 });
  expect(html).toContain('<h1>T&amp;C</h1>');
  expect(html).toContain('<dt>Recipe</dt><dd>Quick &lt;1&gt;</dd>');
  expect(html).toContain('alt="a &amp; b, &lt;x&gt;.jpg: box, confidence 0.50"');
  expect(html).toContain('<rect class="unreviewed" x="10.3" y="20" width="30" height="40"/>');
  expect(html).toContain('viewBox="0 0 48 64"');
  expect(html).toContain('1 photo, 1 box, 1 class');
});

it('holds the photo itself, upright', async () => {
  const { html } = await write([entry]);
  const [, data = ''] = /data:image\/jpeg;base64,([^"]+)"/.exec(html) ?? [];
  const { width, height, orientation } = await sharp(Buffer.from(data, 'base64')).metadata();
  expect([width, height, orientation]).toEqual([48, 64, undefined]);
});

it('needs no other file and runs no script', async () => {
  const { html } = await write([entry]);
  expect(html).not.toMatch(/https?:|<script|<link|url\(/);
});

it('closes every element that it opens, in order', async () => {
  const dog = { image: fakeImage({ id: 2, classId: 2, className: 'dog' }), boxes: [] };
  const { html } = await write([entry, dog]);
  const open: string[] = [];
  for (const [, slash, name = '', rest = ''] of html.matchAll(/<(\/?)([a-z]\w*)((?:"[^"]*"|[^">])*)>/g)) {
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (!rest.endsWith('/') && !['meta', 'input', 'img'].includes(name)) open.push(name);
  }
  expect(open).toEqual([]);
  expect(html.match(/<figure>/g)).toHaveLength(2);
});

it('says so where a photo is gone', async () => {
  const gone = { image: fakeImage({ path: join(folder, 'gone.jpg') }), boxes: [fakeBox()] };
  const { html, summary } = await write([gone]);
  expect(summary.unreadable).toBe(1);
  expect(html).toContain('This photo can no longer be read.');
});

it('shows 600 of many and says so', async () => {
  const many = Array.from({ length: 601 }, (_, index) => ({
    image: fakeImage({ id: index + 1 }),
    boxes: [],
  }));
  const { html, summary } = await write(many);
  expect(summary).toMatchObject({ images: 601, shown: 600 });
  expect(html).toContain('This page shows 600 of 601 photos');
});

it('leaves an earlier page alone when it is stopped', async () => {
  writeFileSync(file, 'earlier');
  await expect(write([entry], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  expect(readFileSync(file, 'utf8')).toBe('earlier');
  expect(readdirSync(folder).sort()).toEqual(['sheet.html', 'turned.jpg']);
});
