import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject, petProject, picture, tempFolder, writeClasses, writeTree } from '../testFolders.ts';

test('twice in one class: the first in natural order is kept, the others are told of', async () => {
  const root = tempFolder();
  writeClasses(root, ['cat', 'dog'], 5);
  writeTree(root, { 'cat/10.png': picture(2), 'cat/again/1.png': picture(2) });
  const project = openProject();
  const { found, added, problems } = await project.importFolder(root);
  expect({ found, added }).toEqual({ found: 12, added: 10 });
  const reason = 'The picture is in this class already, as cat/2.png. It was left out.';
  expect(problems).toEqual([
    { path: join(root, 'cat/10.png'), kind: 'duplicate-in-class', reason },
    { path: join(root, 'cat/again/1.png'), kind: 'duplicate-in-class', reason },
  ]);
  expect(await project.importFolder(root)).toMatchObject({ added: 0, unchanged: 10, problems });
});

test('in two classes: both are imported, and the problem names both', async () => {
  const { project, root } = await petProject();
  writeTree(root, { 'dog/6.png': picture(1) });
  const { added, problems } = await project.importFolder(root);
  expect(added).toBe(1);
  expect(problems).toEqual([
    {
      path: join(root, 'dog/6.png'),
      kind: 'duplicate-across-classes',
      reason: expect.stringMatching(/also|too, as cat\/1\.png\. Both were imported/) as string,
    },
  ]);
  expect(await project.importFolder(root)).toMatchObject({ unchanged: 11, problems });
});

test('a picture that another imported folder gave the class is not taken twice', async () => {
  const { project } = await petProject();
  const copy = tempFolder();
  writeClasses(copy, ['cat'], 5);
  const { added, problems } = await project.importFolder(copy);
  expect(added).toBe(0);
  expect(problems).toHaveLength(5);
});
