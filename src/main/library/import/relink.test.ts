import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { petProject, picture, tempFolder, writeTree } from '../testFolders.ts';

test('a folder that was moved is found again, its images as they were', async () => {
  const { project, root } = await petProject();
  const before = project.dump();
  const to = join(tempFolder(), 'new place');
  renameSync(root, to);
  project.markMissing(1, 'The file was not there when boxes were looked for.');
  const seen: string[] = [];
  const summary = await project.relink(to, {
    onProgress: ({ done, total }) => seen.push(`${done}/${total}`),
  });
  expect(summary).toEqual({ from: root, to, found: 10, missing: 0, changed: 0 });
  expect(seen.at(-1)).toBe('10/10');
  expect(project.summary().sources).toEqual([to]);
  expect(project.dump()).toEqual(before);
  expect(project.image(1)?.path).toBe(join(to, 'cat/1.png'));
  expect(await project.importFolder(to)).toMatchObject({ added: 0, unchanged: 10 });
});

test('what is gone or another picture there becomes a problem', async () => {
  const { project, root } = await petProject();
  const to = join(tempFolder(), 'moved');
  renameSync(root, to);
  rmSync(join(to, 'cat/1.png'));
  writeFileSync(join(to, 'cat/2.png'), picture(9));
  expect(await project.relink(to)).toMatchObject({ found: 8, missing: 1, changed: 1 });
  expect(project.problems().map(({ path, kind }) => [path, kind])).toEqual([
    [join(to, 'cat/1.png'), 'missing'],
    [join(to, 'cat/2.png'), 'changed-since-import'],
  ]);
  expect(
    project
      .images()
      .map(({ status }) => status)
      .slice(0, 3),
  ).toEqual(['missing', 'missing', 'ok']);
});

test('of two imported folders the one that was moved is meant', async () => {
  const { project, root } = await petProject();
  const other = tempFolder();
  writeTree(other, { 'dog/other.png': picture(3000) });
  await project.importFolder(other);
  const to = join(tempFolder(), 'moved');
  renameSync(other, to);
  expect(await project.relink(to)).toMatchObject({ from: other, found: 1 });
  expect(project.summary().sources).toEqual([root, to]);
});

test('a folder without the images is refused, and nothing is changed', async () => {
  const { project, root } = await petProject();
  await expect(project.relink(tempFolder())).rejects.toThrow(/No image of the project.*Nothing was changed/);
  await expect(project.relink(join(root, 'nowhere'))).rejects.toThrow(/cannot be used/);
  await expect(project.relink(root)).rejects.toThrow(/already/);
  const strangers = tempFolder();
  for (const name of ['cat', 'dog']) {
    for (const n of [1, 2, 3, 4, 5]) writeTree(strangers, { [`${name}/${n}.png`]: picture(9000 + n) });
  }
  await expect(project.relink(strangers)).rejects.toThrow(/No image of the project/);
  expect(project.summary().sources).toEqual([root]);
});

test('stopped on the way, it changes nothing', async () => {
  const { project, root } = await petProject();
  const copy = join(tempFolder(), 'copy');
  cpSync(root, copy, { recursive: true });
  const stop = new AbortController();
  const onProgress = (): void => stop.abort();
  await expect(project.relink(copy, { signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(project.summary().sources).toEqual([root]);
});
