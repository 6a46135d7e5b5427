/** What goes wrong is said in words, names its file, and costs nothing. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { screensOf } from './pages/screens.ts';
import { readProject } from './projects.ts';
import { beasts, cutOf } from './sample.ts';

/** Drops files and folders of the system on the middle of the window, as its file manager does. */
async function dropOnWindow(window: Page, files: string[]): Promise<void> {
  const session = await window.context().newCDPSession(window);
  const { width, height } = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  await session.detach();
}

test('what is no folder of class folders is refused in words and makes no project', async ({
  boxwright,
  window,
  screens: { start, frame },
}) => {
  const noClasses = join(boxwright.folder, 'loose');
  cutOf(join(boxwright.folder, 'cut'), ['emu'], 3);
  renameSync(join(boxwright.folder, 'cut', 'emu'), noClasses);
  const empty = join(boxwright.folder, 'nothing');
  mkdirSync(empty);
  for (const folder of [noClasses, empty]) {
    await boxwright.answerOpenDialog([folder]);
    await start.newProject.click();
    await expect(frame.notice(`There are no class folders in ${folder}`)).toBeVisible();
    await expect(start.newProject).toBeEnabled();
  }

  const file = join(boxwright.folder, 'holiday.txt');
  writeFileSync(file, 'sun');
  await dropOnWindow(window, [file]);
  await expect(frame.notice('“holiday.txt” is not a folder')).toContainText('Nothing was changed.');

  expect(readdirSync(boxwright.projects)).toEqual([]);
  await expect(start.recents).toHaveCount(0);
});

test('class folders without an image leave no project that is in the way', async ({ boxwright, screens }) => {
  const { start, frame, images } = screens;
  const folder = join(boxwright.folder, 'album');
  for (const name of ['cats', 'dogs']) mkdirSync(join(folder, name), { recursive: true });
  await boxwright.answerOpenDialog([folder]);
  await start.newProject.click();
  await expect(frame.notice('There are no images in')).toBeVisible();

  // The same folder, once there is something in it.
  cutOf(folder, ['emu', 'ibis'], 5);
  await frame.closeProject();
  await start.newProject.click();
  await images.hasClasses([
    ['emu', 5],
    ['ibis', 5],
  ]);
});

test('a folder that is dropped becomes a project', async ({ boxwright, window, screens: { images } }) => {
  await dropOnWindow(window, [cutOf(join(boxwright.folder, 'zoo'), ['emu', 'ibis'], 5)]);
  await images.hasClasses([
    ['emu', 5],
    ['ibis', 5],
  ]);
  expect(readdirSync(boxwright.projects)).toEqual(['zoo.boxwright']);
});

test('damaged files are listed with their reasons, and all others are imported', async ({
  boxwright,
  window,
  screens: { start, images, frame },
}) => {
  const folder = cutOf(join(boxwright.folder, 'mixed'), beasts, 8);
  const whole = readFileSync(join(folder, 'emu', 'emu_0003.jpg'));
  writeFileSync(join(folder, 'emu', 'cut-off.jpg'), whole.subarray(0, whole.length / 2));
  writeFileSync(join(folder, 'ibis', 'letter.jpg'), 'Dear ibis,\n');
  writeFileSync(join(folder, 'emu', 'emu again.jpg'), whole);
  await boxwright.answerOpenDialog([folder]);
  await start.newProject.click();

  // The panel opens by itself when the import ends with something to tell.
  await expect(images.problem('emu/cut-off.jpg')).toContainText('copy it again from where it came from');
  await expect(images.problem('ibis/letter.jpg')).toContainText(
    'is named like an image (JPEG), but holds none',
  );
  await expect(images.problem(/emu\/emu(_0003| again).jpg/)).toContainText(/same|already|twice/);
  await images.hasClasses(beasts.map((name) => [name, 8]));
  await expect(frame.place('Images')).toHaveAccessibleName(/^Images, \d problems$/);

  await images.problems.getByRole('button', { name: 'Copy list' }).click();
  await expect.poll(() => boxwright.clipboard()).toContain(join(folder, 'ibis', 'letter.jpg'));
  const list = await boxwright.clipboard();
  expect(list).toContain(`${join(folder, 'emu', 'cut-off.jpg')}\t`);
  expect(list).toContain('Same picture twice (1)');

  await images.problems.getByRole('button', { name: 'Close the problems' }).click();
  await expect(images.problems).toBeHidden();
  await images.openProblems.click();
  await expect(images.problems).toBeVisible();
  expect(readProject(join(boxwright.projects, 'mixed.boxwright')).images).toHaveLength(24);
  await expect(window).toHaveTitle(/mixed/);
});

test('a project that vanished is shown as missing, and can be taken off the list', async ({
  boxwright,
  opened,
  screens,
}) => {
  await screens.frame.closeProject();
  await expect(screens.start.recent('beasts')).toContainText('0 of 24 reviewed');
  await boxwright.stop();
  renameSync(opened.folder, join(boxwright.folder, 'elsewhere.boxwright'));
  await boxwright.start();
  const { start } = screensOf(boxwright.window);
  await expect(start.recent('beasts')).toContainText('Folder not found.');
  await start.recent('beasts').getByRole('button', { name: 'Remove from list: beasts' }).click();
  await expect(start.recents).toHaveCount(0);
});

test('an export does not go where other files lie', async ({ boxwright, opened, screens }) => {
  const { frame, exporting } = screens;
  const taken = join(boxwright.folder, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'thesis.txt'), 'ten years of work');
  await frame.go('Export');
  await expect(exporting.start).toBeEnabled();
  await exporting.folder.fill(taken);
  await exporting.folder.press('Enter');
  await expect(exporting.obstacle).toContainText(
    `${taken} holds files that are not an export of Boxwright's.`,
  );
  await expect(exporting.start).toBeDisabled();
  expect(readdirSync(taken)).toEqual(['thesis.txt']);
  expect(readFileSync(join(taken, 'thesis.txt'), 'utf8')).toBe('ten years of work');

  await exporting.folder.fill(join(boxwright.folder, 'free'));
  await exporting.folder.press('Enter');
  await exporting.start.click();
  await exporting.isDone(join(boxwright.folder, 'free'));
  expect(readProject(opened.folder).images).toHaveLength(24);
});
