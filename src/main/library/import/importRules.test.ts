import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Project } from '../project.ts';
import { openProject, picture, tempFolder, writeClasses, writeTree } from '../testFolders.ts';

test('an empty folder: says what to name instead, and leaves no project behind', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'photos/cat'), { recursive: true });
  const project = Project.open(join(folder, 'pets'), { create: true });
  await expect(project.importFolder(join(folder, 'photos'))).rejects.toMatchObject({
    code: 'empty-folder',
    message: expect.stringMatching(/no images in .*photos.*a folder of images for each class/) as string,
  });
  project.close();
  expect(existsSync(join(folder, 'pets.boxwright'))).toBe(false);
});

test('one class is too few: the image folder itself was given instead of the one above it', async () => {
  const root = tempFolder();
  writeClasses(root, ['cat'], 5);
  await expect(openProject().importFolder(root)).rejects.toMatchObject({
    code: 'too-few-classes',
    message: expect.stringMatching(/only one class \(cat\).*each class a folder/) as string,
  });
});

test('only loose images: no class at all', async () => {
  const root = tempFolder();
  writeTree(root, { '1.png': picture(1), '2.png': picture(2) });
  await expect(openProject().importFolder(root)).rejects.toMatchObject({ code: 'too-few-classes' });
});

test('classes under five images are named with their counts; more images make the project good', async () => {
  const root = tempFolder();
  writeClasses(root, ['ant', 'bee', 'cat'], 4);
  writeTree(root, { 'ant/5.png': picture(5), 'cat/5.png': picture(6) });
  const project = openProject();
  await expect(project.importFolder(root)).rejects.toMatchObject({
    code: 'class-too-small',
    message: expect.stringMatching(/at least 5 images.*Too few: bee \(4 images\)\. Add images/) as string,
  });
  expect(project.imageCount()).toBe(14);

  const more = tempFolder();
  writeTree(more, { 'bee/5.png': picture(7) });
  expect(await project.importFolder(more)).toMatchObject({ found: 1, added: 1 });
  expect(project.classes().map(({ name, imageCount }) => `${name} ${imageCount}`)).toEqual([
    'ant 5',
    'bee 5',
    'cat 5',
  ]);
});

test('nothing but damaged images: the first is named', async () => {
  const root = tempFolder();
  writeTree(root, { 'cat/1.jpg': 'x', 'dog/1.jpg': '' });
  const project = openProject();
  await expect(project.importFolder(root)).rejects.toMatchObject({
    code: 'nothing-imported',
    message: expect.stringMatching(
      /No image in .* \(2 found\).*1\.jpg: The file is named like an image/,
    ) as string,
  });
  expect(project.problems()).toHaveLength(2);
});

test('a folder that is not there, or is a file', async () => {
  const root = tempFolder();
  writeTree(root, { 'photo.png': picture(1) });
  const project = openProject();
  for (const name of ['nowhere', 'photo.png']) {
    await expect(project.importFolder(join(root, name))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(name) as string,
    });
  }
});
