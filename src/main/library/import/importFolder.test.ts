import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StageProgress } from '../../../shared/jobs.ts';
import { encodeTestImage, testBitmap } from '../../imaging/testImages.ts';
import { openProject, petProject, picture, tempFolder, writeClasses, writeTree } from '../testFolders.ts';

test('folders become classes, files become images, and nothing is passed over without a count', async () => {
  const root = tempFolder();
  writeClasses(root, ['cat', 'ant'], 5);
  writeTree(root, {
    'cat/in the garden/6.png': picture(6),
    'cat/.hidden.png': picture(7),
    'cat/Thumbs.db': 'x',
    'cat/notes.txt': 'BMs are mentioned here, but this is no bitmap.',
  });
  const project = openProject();
  const summary = await project.importFolder(root);
  expect(summary).toEqual({
    found: 11,
    added: 11,
    unchanged: 0,
    skippedHidden: 2,
    skippedNotImage: 1,
    problems: [],
    classes: [
      { id: 1, name: 'ant', position: 0, imageCount: 5 },
      { id: 2, name: 'cat', position: 1, imageCount: 6 },
    ],
  });
  expect(project.images().map(({ relativePath }) => relativePath)).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `ant/${n}.png`),
    ...[1, 2, 3, 4, 5].map((n) => `cat/${n}.png`),
    'cat/in the garden/6.png',
  ]);
});

test('an image is stored with its place, its upright size and the hash of its bytes', async () => {
  const { project, root } = await petProject();
  const photo = await encodeTestImage('jpeg', 1, 6);
  writeTree(root, { 'cat/0.jpg': photo });
  await project.importFolder(root);
  expect(project.images()[0]).toEqual({
    id: 11,
    classId: 1,
    className: 'cat',
    path: join(root, 'cat/0.jpg'),
    relativePath: 'cat/0.jpg',
    width: 48,
    height: 64,
    orientation: 6,
    contentHash: createHash('sha256').update(photo).digest('hex'),
    byteSize: photo.length,
    status: 'ok',
  });
});

test('every format is taken for what it holds, whatever its name says', async () => {
  const { project, root } = await petProject();
  writeTree(root, {
    'dog/a.bmp': testBitmap(1),
    'dog/b.gif': await encodeTestImage('gif', 1),
    'dog/c.tif': await encodeTestImage('tiff', 1),
    'dog/d.webp': await encodeTestImage('webp', 1),
    'dog/e.jpg': await encodeTestImage('png16', 1),
    'dog/f.JPEG': await encodeTestImage('cmyk', 1),
    'dog/g': await encodeTestImage('grey', 1),
  });
  expect(await project.importFolder(root)).toMatchObject({ added: 7, problems: [] });
  const sizes = project.images().map(({ width, height }) => `${width}x${height}`);
  expect(new Set(sizes)).toEqual(new Set(['64x48']));
});

test('what cannot be used is named with its path and the reason, and nothing else is lost', async () => {
  const { project, root } = await petProject();
  const photo = await encodeTestImage('jpeg', 1);
  writeTree(root, {
    'cat/cut.jpg': photo.subarray(0, photo.length - 20),
    'cat/empty.jpg': '',
    'cat/page.jpg': '<html>404</html>',
    'cat/drawing.svg': '<svg/>',
    'cat/layers.psd': '8BPS and so on',
    'cat/whole.jpg': photo,
    'loose.png': picture(50),
  });
  symlinkSync('nowhere', join(root, 'cat/torn.jpg'));
  const { found, added, unchanged, problems } = await project.importFolder(root);
  expect({ found, added, unchanged }).toEqual({ found: 17, added: 1, unchanged: 10 });
  expect(problems.map(({ path, kind, reason }) => [path.slice(root.length + 1), kind, reason])).toEqual([
    ['cat/cut.jpg', 'truncated', expect.stringMatching(/cut short.*left out; copy it again/)],
    ['cat/drawing.svg', 'unsupported-type', expect.stringMatching(/SVG.*convert/)],
    ['cat/empty.jpg', 'empty-file', expect.stringMatching(/empty/)],
    ['cat/layers.psd', 'unsupported-type', expect.stringMatching(/PSD.*convert/)],
    ['cat/page.jpg', 'unreadable', expect.stringMatching(/named like an image \(JPEG\), but holds none/)],
    ['cat/torn.jpg', 'unreadable', expect.stringMatching(/leads nowhere/)],
    ['loose.png', 'not-in-a-class-folder', expect.stringMatching(/move it into a class folder/)],
  ]);
  expect(project.problems()).toEqual(problems);
});

test('originals are left as they are', async () => {
  const { root, project } = await petProject();
  const before = readFileSync(join(root, 'cat/1.png'));
  await project.importFolder(root);
  expect(readFileSync(join(root, 'cat/1.png'))).toEqual(before);
});

test('progress: files are counted first, then read, and the last report is complete', async () => {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 5);
  const reports: StageProgress[] = [];
  await openProject().importFolder(root, { onProgress: (progress) => reports.push(progress) });
  const looking = reports.filter(({ stage }) => stage === 'Look for images');
  expect(looking.at(-1)).toEqual({ stage: 'Look for images', done: 10, total: null });
  expect(reports.at(-1)).toEqual({ stage: 'Read images', done: 10, total: 10 });
});

test('cancelling keeps what was read; importing again completes it', async () => {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 20);
  const project = openProject();
  const stop = new AbortController();
  const onProgress = ({ stage }: StageProgress): void => {
    if (stage === 'Read images') stop.abort();
  };
  await expect(project.importFolder(root, { signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(project.imageCount()).toBeGreaterThan(0);
  expect(project.imageCount()).toBeLessThan(40);
  await project.importFolder(root);
  expect(project.imageCount()).toBe(40);
});
