import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeTestImage, testBitmap } from '../../imaging/testImages.ts';
import type { Project } from '../project.ts';
import { openProject, petProject, picture, tempFolder, writeClasses, writeTree } from '../testFolders.ts';

/** A project of cats and dogs with one more picture, and its id. */
async function projectWith(
  name: string,
  bytes: Buffer,
): Promise<{ project: Project; id: number; path: string }> {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 5);
  writeTree(root, { [`cat/${name}`]: bytes });
  const project = openProject();
  await project.importFolder(root);
  const image = project.images().find(({ relativePath }) => relativePath === `cat/${name}`);
  return { project, id: image?.id ?? 0, path: join(root, `cat/${name}`) };
}

async function large(width: number, height: number): Promise<Buffer> {
  const background = { r: 10, g: 200, b: 30 };
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

async function sizeOf(path: string | undefined): Promise<(number | undefined)[]> {
  const { width, height, orientation } = await sharp(path).metadata();
  return [width, height, orientation];
}

test('a thumbnail is an upright JPEG of at most 320 pixels, kept under the content’s hash', async () => {
  const bytes = await sharp(await large(800, 400))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { project, id } = await projectWith('a.jpg', bytes);
  const file = await project.pictures.file(id, 'thumb');
  const hash = project.image(id)?.contentHash ?? '';
  expect(file).toEqual({
    path: join(project.cacheFolder, 'thumbs', hash.slice(0, 2), `${hash}.jpg`),
    mime: 'image/jpeg',
  });
  expect(await sizeOf(file?.path)).toEqual([160, 320, undefined]);
});

test('it is made once, however many ask at once, and is there when the original is gone', async () => {
  const { project, id, path } = await projectWith('a.jpg', await large(800, 400));
  const files = await Promise.all([1, 2, 3].map(() => project.pictures.file(id, 'thumb')));
  const made = statSync(files[0]?.path ?? '');
  rmSync(path);
  const again = await project.pictures.file(id, 'thumb');
  expect(statSync(again?.path ?? '').mtimeMs).toBe(made.mtimeMs);
  expect(readdirSync(join(again?.path ?? '', '..'))).toHaveLength(1);
  expect(await project.pictures.file(id, 'view')).toBeNull();
  expect(await project.pictures.file(id, 'full')).toBeNull();
});

test('an original that browsers show is given as it is, to be viewed only when it is not too large', async () => {
  const { project, id, path } = await projectWith('a.jpg', await large(2100, 700));
  expect(await project.pictures.file(id, 'full')).toEqual({ path, mime: 'image/jpeg' });
  const view = await project.pictures.file(id, 'view');
  expect(view?.path).not.toBe(path);
  expect(await sizeOf(view?.path)).toEqual([2048, 683, undefined]);
});

test.each([
  ['turned.jpg', 'image/jpeg', () => encodeTestImage('jpeg', 1, 6)],
  ['grey.jpg', 'image/jpeg', () => encodeTestImage('grey', 1)],
  ['a.webp', 'image/webp', () => encodeTestImage('webp', 1)],
  ['a.gif', 'image/gif', () => encodeTestImage('gif', 1)],
  ['a.bmp', 'image/bmp', () => Promise.resolve(testBitmap(1))],
] as const)('%s is shown as it is', async (name, mime, bytes) => {
  const { project, id, path } = await projectWith(name, await bytes());
  expect(await project.pictures.file(id, 'view')).toEqual({ path, mime });
});

test.each(['cmyk', 'tiff', 'png16'] as const)('%s is shown as a JPEG', async (kind) => {
  const { project, id, path } = await projectWith('a.img', await encodeTestImage(kind, 1));
  const view = await project.pictures.file(id, 'view');
  expect(view?.mime).toBe('image/jpeg');
  expect(view?.path).not.toBe(path);
  const { space, depth, width, height } = await sharp(view?.path).metadata();
  expect([space, depth, width, height]).toEqual(['srgb', 'uchar', 64, 48]);
});

test('an original that was replaced is not shown; one that was only touched is', async () => {
  const { project, root } = await petProject();
  const path = join(root, 'cat/1.png');
  utimesSync(path, 1, 1);
  expect(await project.pictures.file(1, 'view')).toEqual({ path, mime: 'image/png' });
  // As long as the old one, so that only its content tells.
  writeFileSync(path, picture(9));
  expect(readFileSync(path)).toHaveLength(project.image(1)?.byteSize ?? 0);
  expect(await project.pictures.file(1, 'view')).toBeNull();
  expect(await project.pictures.file(1, 'thumb')).toBeNull();
});

test('no such image: no file', async () => {
  const { project } = await petProject();
  expect(await project.pictures.file(99, 'thumb')).toBeNull();
});

test('all thumbnails are made, passing over what cannot be read; again, there is nothing to do', async () => {
  const { project, root } = await petProject();
  rmSync(join(root, 'cat/1.png'));
  expect(await project.pictures.makeThumbnails()).toBe(9);
  expect(await project.pictures.makeThumbnails()).toBe(0);
});

test('making thumbnails may be stopped and goes on where it was', async () => {
  const { project } = await petProject();
  const stop = new AbortController();
  const first = project.pictures.makeThumbnails({ signal: stop.signal });
  await project.pictures.file(10, 'thumb');
  stop.abort();
  const made = await first;
  expect(made).toBeLessThan(9);
  expect(await project.pictures.makeThumbnails()).toBe(9 - made);
});
