import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { petProject, picture, tempFolder, writeTree } from '../testFolders.ts';

test('importing the same folder again changes nothing', async () => {
  const { project, root } = await petProject();
  const before = project.dump();
  expect(await project.importFolder(root)).toMatchObject({ found: 10, added: 0, unchanged: 10 });
  expect(project.dump()).toEqual(before);
});

test('a file with a new time and the old content is the old file', async () => {
  const { project, root } = await petProject();
  utimesSync(join(root, 'cat/1.png'), 1, 1);
  expect(await project.importFolder(root)).toMatchObject({ unchanged: 10, problems: [] });
});

test('a file with other content is told of and changes nothing; put back, it is forgotten', async () => {
  const { project, root } = await petProject();
  const before = project.dump();
  writeTree(root, { 'cat/1.png': picture(99) });
  const { added, unchanged, problems } = await project.importFolder(root);
  expect({ added, unchanged }).toEqual({ added: 0, unchanged: 9 });
  expect(problems).toEqual([
    {
      path: join(root, 'cat/1.png'),
      kind: 'changed-since-import',
      reason: expect.stringMatching(/replaced/) as string,
    },
  ]);
  expect(project.dump().images).toEqual(before.images);

  writeTree(root, { 'cat/1.png': picture(1) });
  expect(await project.importFolder(root)).toMatchObject({ unchanged: 10, problems: [] });
});

test('new files are added, new classes come last', async () => {
  const { project, root } = await petProject();
  writeTree(root, Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`ant/${n}.png`, picture(2000 + n)])));
  writeTree(root, { 'cat/0.png': picture(9) });
  expect(await project.importFolder(root)).toMatchObject({ added: 6, unchanged: 10 });
  expect(project.classes().map(({ name, imageCount }) => `${name} ${imageCount}`)).toEqual([
    'cat 6',
    'dog 5',
    'ant 5',
  ]);
});

test('originals that are gone stay in the project', async () => {
  const { project, root } = await petProject();
  rmSync(join(root, 'dog'), { recursive: true });
  expect(await project.importFolder(root)).toMatchObject({ found: 5, unchanged: 5 });
  expect(project.imageCount()).toBe(10);
});

test('a damaged file that was put right is added, and one that is gone is no longer a problem', async () => {
  const { project, root } = await petProject();
  writeTree(root, { 'cat/6.png': picture(6).subarray(0, 100), 'cat/7.png': '' });
  expect((await project.importFolder(root)).problems.map(({ kind }) => kind)).toEqual([
    'truncated',
    'empty-file',
  ]);
  writeTree(root, { 'cat/6.png': picture(6) });
  rmSync(join(root, 'cat/7.png'));
  expect(await project.importFolder(root)).toMatchObject({ added: 1, problems: [] });
});

test('an image that was missing and is back is in order again', async () => {
  const { project, root } = await petProject();
  const before = project.dump();
  const [first] = project.images();
  renameSync(join(root, 'cat/1.png'), join(root, 'away.bin'));
  project.markMissing(first?.id ?? 0, 'The file could not be found when boxes were made.');
  expect(project.images()[0]?.status).toBe('missing');
  expect(await project.importFolder(root)).toMatchObject({
    problems: [{ kind: 'not-in-a-class-folder' }, { kind: 'missing' }],
  });

  renameSync(join(root, 'away.bin'), join(root, 'cat/1.png'));
  expect(await project.importFolder(root)).toMatchObject({ unchanged: 10, problems: [] });
  expect(project.dump()).toEqual(before);
});

test('another folder with a class of the same name adds to that class', async () => {
  const { project } = await petProject();
  const other = tempFolder();
  writeTree(other, { 'dog/1.png': picture(3000) });
  expect(await project.importFolder(other)).toMatchObject({ found: 1, added: 1 });
  expect(project.classes().map(({ name, imageCount }) => `${name} ${imageCount}`)).toEqual([
    'cat 5',
    'dog 6',
  ]);
});

test('one class, whether accents in the name of its folder are composed or separate', async () => {
  const { project } = await petProject();
  for (const [form, name] of [
    ['NFC', 'a'],
    ['NFD', 'b'],
  ] as const) {
    const other = tempFolder();
    const pictures = [1, 2, 3].map((n) => [
      `${'élan'.normalize(form)}/${n}.png`,
      picture(name.charCodeAt(0) * 100 + n),
    ]);
    writeTree(other, Object.fromEntries(pictures) as Record<string, Buffer>);
    await project.importFolder(other).catch(() => undefined);
  }
  expect(project.classes().map(({ name, imageCount }) => `${name} ${imageCount}`)).toEqual([
    'cat 5',
    'dog 5',
    'élan 6',
  ]);
});
