import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  openProject,
  petProject,
  predictedProject,
  tempFolder,
  writeClasses,
  writeTree,
} from '../testFolders.ts';

test('a project at a glance', async () => {
  const project = await predictedProject();
  project.review.acceptAll([1, 2, 3]);
  project.review.decideAll([{ kind: 'reject', boxId: 4 }]);
  expect(project.summary()).toEqual({
    folder: project.folder,
    name: 'pets',
    sources: [expect.stringContaining('boxwright-test-')],
    imageCount: 10,
    classCount: 2,
    boxes: { unreviewed: 6, accepted: 3, edited: 0, rejected: 1 },
    coverImageIds: [1, 6],
  });
});

test('problems of classes come first, with what to do; then files, by their path below the folder', async () => {
  const root = tempFolder();
  writeClasses(root, ['ant', 'cat'], 20);
  writeClasses(root, ['bee'], 3);
  writeTree(root, { 'cat/0.png': '' });
  const project = openProject();
  await project.importFolder(root).catch(() => undefined);
  expect(project.problemRows()).toEqual([
    {
      path: 'bee',
      relativePath: 'bee',
      kind: 'few-images',
      reason: expect.stringMatching(/"bee" has \d image.*at least 5/) as string,
    },
    {
      path: join(root, 'bee/1.png'),
      relativePath: 'bee/1.png',
      kind: 'duplicate-across-classes',
      reason: expect.any(String) as string,
    },
    ...[2, 3].map((n) => expect.objectContaining({ relativePath: `bee/${n}.png` }) as object),
    {
      path: join(root, 'cat/0.png'),
      relativePath: 'cat/0.png',
      kind: 'empty-file',
      reason: expect.any(String) as string,
    },
  ]);
});

test('classes with enough to train on, but not much, are told of too', async () => {
  const { project } = await petProject();
  expect(project.problemRows().map(({ reason }) => reason)).toEqual(
    ['cat', 'dog'].map(
      (name) => `"${name}" has 5 images. That is enough to train on, but boxes get better with 20 and more.`,
    ),
  );
});

test('one class alone is a problem', async () => {
  const { project } = await petProject();
  project.classEdits.merge(2, 1);
  expect(project.problemRows()[0]?.reason).toMatch(/"cat" is the only class/);
});

test('a project without images has no problem yet', () => {
  expect(openProject().problemRows()).toEqual([]);
});
