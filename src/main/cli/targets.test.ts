import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requireApart, requireExportTarget, requireWritableFile } from './targets.ts';
import { testFolder } from './testCommand.ts';

test('a file can be written into a folder that is there, over a file, not over a folder', () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'old.json'), '');
  requireWritableFile(join(folder, 'new.json'));
  requireWritableFile(join(folder, 'old.json'));
  expect(() => requireWritableFile(folder)).toThrow(/is a folder/);
  expect(() => requireWritableFile(join(folder, 'missing/new.json'))).toThrow(/Make it first/);
  expect(() => requireWritableFile(join(folder, 'old.json/new.json'))).toThrow(/Make it first/);
});

test('an export can go to a new or an empty folder, however deep, and to none that holds other things', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'full'));
  writeFileSync(join(folder, 'full/letter.txt'), '');
  mkdirSync(join(folder, 'empty'));
  await requireExportTarget(join(folder, 'empty'));
  await requireExportTarget(join(folder, 'a/b/c'));
  await expect(requireExportTarget(join(folder, 'full'))).rejects.toMatchObject({ code: 'target-not-empty' });
  await expect(requireExportTarget(join(folder, 'full/letter.txt/out'))).rejects.toMatchObject({
    code: 'not-writable',
  });
});

test('nor into a project, by whichever link', async () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'birds.boxwright'));
  symlinkSync(join(folder, 'birds.boxwright'), join(folder, 'link'));
  for (const out of ['birds.boxwright', 'birds.boxwright/out', 'link/out'])
    await expect(requireExportTarget(join(folder, out)), out).rejects.toMatchObject({ code: 'usage' });
});

test('photographs, export and project lie apart; only the project may lie among the photographs', () => {
  const folder = testFolder();
  mkdirSync(join(folder, 'photos'));
  symlinkSync(join(folder, 'photos'), join(folder, 'link'));
  const apart = (images: string, out: string, project: string) => () => {
    requireApart({
      images: join(folder, images),
      out: join(folder, out),
      project: join(folder, `${project}.boxwright`),
    });
  };
  apart('photos', 'boxes', 'boxes')();
  apart('photos', 'photos-boxes', 'photos/birds')();
  expect(apart('photos', 'photos', 'birds')).toThrow(/taken for images the next time/);
  expect(apart('photos', 'photos/boxes', 'birds')).toThrow(/taken for images the next time/);
  expect(apart('link', 'photos/boxes', 'birds')).toThrow(/taken for images the next time/);
  expect(apart('photos', '.', 'birds')).toThrow(/which is replaced as a whole/);
  expect(apart('photos', 'boxes', 'boxes/birds')).toThrow(/project .* lies in .* replaced as a whole/);
});
