import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImageFile } from '../../shared/appDomain.ts';
import type { Reply } from '../../shared/contract.ts';
import { ImageFiles } from './imageFiles.ts';
import { makeImageHandler } from './imageProtocol.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-pictures-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A library process that knows these files by image id, and what it was asked. */
function makeLibrary(files: Record<number, ImageFile>) {
  const asked: unknown[] = [];
  const ask = (name: string, args: unknown): Promise<Reply<unknown>> => {
    asked.push([name, args]);
    const { imageId } = args as { imageId: number };
    return Promise.resolve({ ok: true, value: files[imageId] ?? null });
  };
  const images = new ImageFiles(ask);
  const handle = makeImageHandler(images);
  const get = (url: string, method = 'GET') => handle(new Request(url, { method }));
  return { files, asked, images, get };
}

function write(name: string, bytes: Uint8Array): ImageFile {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, mime: 'image/jpeg' };
}

test('a picture comes with its bytes and its kind, and may be kept for as long as its address lasts', async () => {
  // Larger than one read, with every byte value.
  const bytes = Uint8Array.from({ length: 700_001 }, (_, index) => index % 256);
  const { get, asked } = makeLibrary({ 5: write('five.jpg', bytes) });
  const response = await get('app-image://view/5?v=birds-1');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(asked).toEqual([['images.file', { imageId: 5, size: 'view' }]]);
});

test('without a version a picture is not kept: the same address means another one in another project', async () => {
  const { get } = makeLibrary({ 5: write('five.jpg', new Uint8Array(3)) });
  const response = await get('app-image://thumb/5');
  expect(response.headers.get('cache-control')).toBe('no-store');
  await response.body?.cancel();
});

test('unknown ids, lost files and folders are 404, and no path is in the answer', async () => {
  const { get } = makeLibrary({
    1: { path: join(folder, 'lost.jpg'), mime: 'image/jpeg' },
    2: { path: folder, mime: 'image/jpeg' },
  });
  for (const id of [1, 2, 3]) {
    const response = await get(`app-image://thumb/${id}`);
    expect([response.status, await response.text(), [...response.headers]]).toEqual([404, '', []]);
  }
});

test('an address that is none asks nobody, nor does anything but GET', async () => {
  const { get, asked } = makeLibrary({ 1: write('one.jpg', new Uint8Array(3)) });
  expect((await get('app-image://thumb/etc/passwd')).status).toBe(404);
  expect((await get('app-image://thumb/1', 'POST')).status).toBe(405);
  expect(asked).toEqual([]);
});

test('where a picture is, is asked once; again in another project, and when the file has gone', async () => {
  const { get, asked, images, files } = makeLibrary({ 1: write('one.jpg', new Uint8Array([1])) });
  const byte = async () => new Uint8Array(await (await get('app-image://thumb/1')).arrayBuffer())[0];
  expect([await byte(), await byte()]).toEqual([1, 1]);
  expect(asked).toHaveLength(1);

  files[1] = write('other.jpg', new Uint8Array([2]));
  images.hear({ kind: 'project', project: null });
  expect(await byte()).toBe(2);
  expect(asked).toHaveLength(2);

  rmSync(files[1].path);
  files[1] = write('moved.jpg', new Uint8Array([3]));
  expect(await byte()).toBe(3);
});

test('an answer that was under way when the project changed is not kept', async () => {
  const answers: ((reply: Reply<unknown>) => void)[] = [];
  const images = new ImageFiles(() => new Promise((answer) => answers.push(answer)));
  const find = () => images.find({ imageId: 1, size: 'thumb' });
  const old = find();
  images.hear({ kind: 'project', project: null });
  answers[0]!({ ok: true, value: { path: '/old', mime: 'image/jpeg' } });
  await old;
  const current = find();
  answers[1]!({ ok: true, value: { path: '/new', mime: 'image/jpeg' } });
  expect(await current).toEqual({ path: '/new', mime: 'image/jpeg' });
});
