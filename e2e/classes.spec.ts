/** Classes are the person's: named, merged and put in order in the window, and so in every export. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { readProject } from './projects.ts';
import { cutOf } from './sample.ts';

interface CocoFile {
  annotations: { category_id: number }[];
  categories: { id: number; name: string }[];
}

test('classes renamed, merged and put in order are so in the export', async ({ opened, window, screens }) => {
  const { frame, images, exporting } = screens;
  await frame.go('Images');
  await images.hasClasses([
    ['elephant', 8],
    ['emu', 8],
    ['ibis', 8],
  ]);
  await images.rename('emu', 'ostrich');

  await images.merge('ibis', 'elephant');
  await images.hasClasses([
    ['elephant', 16],
    ['ostrich', 8],
  ]);
  await images.merged('ibis', 'elephant').getByRole('button', { name: 'Undo' }).click();
  await images.hasClasses([
    ['elephant', 8],
    ['ostrich', 8],
    ['ibis', 8],
  ]);
  await images.merge('ibis', 'ostrich');
  await images.hasClasses([
    ['elephant', 8],
    ['ostrich', 16],
  ]);

  await images.classNamed('ostrich').press('Alt+ArrowUp');
  await images.hasClasses([
    ['ostrich', 16],
    ['elephant', 8],
  ]);
  await expect(images.classNamed('ostrich')).toBeFocused();
  await expect(
    window.getByRole('status').filter({ hasText: 'ostrich is now number 1 of 2.' }),
  ).toBeAttached();
  await frame.saved();
  expect(readProject(opened.folder).classes).toEqual(['ostrich', 'elephant']);

  await frame.go('Export');
  const folder = await exporting.exportAs('COCO', 24);
  const path = join(folder, 'annotations', 'instances_train.json');
  const { annotations, categories } = JSON.parse(readFileSync(path, 'utf8')) as CocoFile;
  expect(categories.map(({ id, name }) => [id, name])).toEqual([
    [1, 'ostrich'],
    [2, 'elephant'],
  ]);
  const count = (id: number): number => annotations.filter(({ category_id }) => category_id === id).length;
  expect([count(1), count(2)]).toEqual([16, 8]);
});

test('a name that is taken is refused in words, and nothing changes', async ({ opened, screens }) => {
  const { frame, images } = screens;
  await frame.go('Images');
  await images.choose('emu', 'Rename');
  const field = images.classes.getByRole('textbox', { name: 'New name of emu' });
  await field.fill('ibis');
  await field.press('Enter');
  await expect(frame.notice(/ibis/)).toBeVisible();
  await images.hasClasses([
    ['elephant', 8],
    ['emu', 8],
    ['ibis', 8],
  ]);
  expect(readProject(opened.folder).classes).toEqual(['elephant', 'emu', 'ibis']);
});

test('images that are added later appear with their classes', async ({ opened, boxwright, screens }) => {
  const { frame, images } = screens;
  const more = cutOf(join(boxwright.folder, 'more'), ['ibis', 'llama'], 6, 8);
  await frame.go('Images');
  await images.rename('ibis', 'bird');
  await boxwright.answerOpenDialog([more]);
  await images.addImages.click();
  // The folder ibis still leads to its class, whatever that is called now; a new class comes last.
  await images.hasClasses([
    ['elephant', 8],
    ['emu', 8],
    ['bird', 14],
    ['llama', 6],
  ]);
  await images.classNamed('llama').click();
  await expect(images.grid.getByRole('gridcell')).toHaveCount(6);
  await frame.saved();
  const told = readProject(opened.folder);
  expect(told.images).toHaveLength(36);
  expect(told.images.filter(({ path }) => path.startsWith(more))).toHaveLength(12);
  // Those that came later wait for a training: nobody draws a box of a class that was not learned.
  expect(told.images.filter(({ boxes }) => boxes.length === 0)).toHaveLength(12);
});
