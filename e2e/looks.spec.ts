/** Light and dark are really painted, are remembered, and leave nobody out: axe-core looks at every screen in both. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { screensOf } from './pages/screens.ts';
import { cutOf } from './sample.ts';

/** How bright the window is painted, from 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const colour = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  const [red = NaN, green = NaN, blue = NaN] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (red + green + blue) / 3;
}

const isLight = (page: Page) => expect.poll(() => brightness(page)).toBeGreaterThan(200);
const isDark = (page: Page) => expect.poll(() => brightness(page)).toBeLessThan(60);

test('the theme that is chosen is painted and outlives a restart', async ({ boxwright, window, screens }) => {
  const { frame } = screens;
  await window.emulateMedia({ colorScheme: 'light' });
  await isLight(window);
  await window.emulateMedia({ colorScheme: 'dark' });
  await isDark(window);

  await frame.chooseTheme('Light');
  await isLight(window);
  await window.emulateMedia({ colorScheme: 'light' });
  await frame.chooseTheme('Dark');
  await isDark(window);

  await boxwright.restart();
  await boxwright.window.emulateMedia({ colorScheme: 'light' });
  await isDark(boxwright.window);
  await screensOf(boxwright.window).frame.chooseTheme('System');
  await isLight(boxwright.window);
});

/** What axe-core has against what is on the screen, in dark and in light: the rule, and where. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await (colorScheme === 'dark' ? isDark(page) : isLight(page));
    // Colours change slowly, and a colour on its way has no contrast of its own.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    // No other page can be opened in Electron; axe-core would run its last step in one.
    const { violations: all } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    for (const { id, help, nodes } of all)
      found.push(...nodes.map(({ target }) => `${colorScheme}: ${id} (${help}): ${target.join(' ')}`));
  }
  return found;
}

test('axe-core finds nothing on Start, with and without projects', async ({
  window,
  screens,
  trained,
  boxwright,
}) => {
  const { start, frame } = screens;
  await expect(start.newProject).toBeVisible();
  expect(await violations(window), 'Start, first time').toEqual([]);
  await boxwright.answerOpenDialog([trained.folder]);
  await start.openProject.click();
  await frame.shows('Review');
  await frame.closeProject();
  await expect(start.recent('beasts')).toBeVisible();
  expect(await violations(window), 'Start, with a project').toEqual([]);
});

test('axe-core finds nothing on Images, Review and Export', async ({ window, screens, opened: _ }) => {
  const { frame, images, review, exporting } = screens;
  await expect(review.gallery.getByRole('gridcell').first()).toBeVisible();
  expect(await violations(window), 'Review, gallery').toEqual([]);
  await review.openSingle();
  await review.press('h');
  await review.press('c');
  await expect(window.getByRole('img', { name: /^Heatmap/ })).toBeVisible();
  expect(await violations(window), 'Review, single').toEqual([]);
  await review.pressAndMoveOn('a');
  await review.press('e');
  await review.press('ArrowRight');
  expect(await violations(window), 'Review, editing').toEqual([]);
  await review.press('Escape');
  await review.press('?');
  await expect(frame.keys).toBeVisible();
  expect(await violations(window), 'keys').toEqual([]);
  await review.press('Escape');
  await expect(frame.keys).toBeHidden();

  await frame.go('Images');
  await expect(images.thumbnail('elephant_0001.jpg')).toBeVisible();
  expect(await violations(window), 'Images').toEqual([]);
  await images.openProblems.click();
  await expect(images.problems).toBeVisible();
  expect(await violations(window), 'Images, problems').toEqual([]);

  await frame.go('Export');
  await expect(exporting.start).toBeEnabled();
  expect(await violations(window), 'Export').toEqual([]);
  await exporting.exportAs('COCO', 24);
  expect(await violations(window), 'Export, done').toEqual([]);
});

test('axe-core finds nothing on Train, before, during and after', async ({ boxwright, window, screens }) => {
  const { start, frame, images, train } = screens;
  await boxwright.answerOpenDialog([cutOf(join(boxwright.folder, 'zoo'), ['emu', 'ibis'], 28)]);
  await start.newProject.click();
  await images.hasClasses([
    ['emu', 28],
    ['ibis', 28],
  ]);
  await frame.go('Train');
  await expect(train.start).toBeEnabled();
  await frame.nothingRuns();
  expect(await violations(window), 'Train, idle').toEqual([]);
  await train.refine.uncheck();
  await train.start.click();
  await train.hasAnEpoch();
  // Held still, so that it is the same screen in both themes.
  const engine = (await boxwright.processOf('engine')) ?? 0;
  process.kill(engine, 'SIGSTOP');
  await expect(train.lossCurve).toBeVisible();
  expect(await violations(window), 'Train, running').toEqual([]);
  process.kill(engine, 'SIGKILL');
  await expect(train.failure).toBeVisible();
  expect(await violations(window), 'Train, interrupted').toEqual([]);
});
