/** Without a mouse: from Start to an export, with a focus that is always somewhere and always seen. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { readProject } from './projects.ts';
import { cutOf } from './sample.ts';

/** What has the focus, in words; says so where nothing has it, or where nobody could see it. */
function focus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return 'NOTHING has the focus';
    const words = `${active.tagName.toLowerCase()} ${active.getAttribute('aria-label') ?? active.textContent.trim().slice(0, 40)}`;
    // A heading, or the page itself, takes the focus when a screen opens: the keyboard goes on from there.
    if (active.getAttribute('tabindex') === '-1' && active.matches('h1, main')) return words;
    const isRinged = (element: Element): boolean => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    };
    // A list or grid rings the one that is chosen in it; a field is ringed with what is around it.
    const chosen = document.getElementById(active.getAttribute('aria-activedescendant') ?? '');
    const around = [active, chosen, active.parentElement, active.parentElement?.parentElement];
    const isSeen = around.some((element) => element && isRinged(element));
    return isSeen ? words : `NOT SEEN: the focus on ${words}`;
  });
}

async function hasSoundFocus(page: Page): Promise<void> {
  await expect.poll(() => focus(page), { timeout: 3_000 }).not.toMatch(/^NO/);
}

/** Goes on with Tab, or back with Shift+Tab, to a control, looking at the focus on the way. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const way: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press(key);
    await hasSoundFocus(page);
    if (await control.evaluate((element) => element === document.activeElement)) return;
    way.push(await focus(page));
  }
  throw new Error(`${control.toString()} cannot be reached by ${key}: ${way.join(' > ')}`);
}

test('from a folder to an export with the keyboard alone', async ({ boxwright, window, screens }) => {
  const { start, frame, images, train, review, exporting } = screens;
  const { keyboard } = window;
  const folder = cutOf(join(boxwright.folder, 'zoo'), ['emu', 'ibis'], 12);
  await boxwright.answerOpenDialog([folder]);
  await hasSoundFocus(window);
  await tabTo(window, start.newProject);
  await keyboard.press('Enter');

  await frame.shows('Images');
  await hasSoundFocus(window);
  await images.hasClasses([
    ['emu', 12],
    ['ibis', 12],
  ]);
  await tabTo(window, images.classNamed('ibis'));
  await keyboard.press('Alt+ArrowUp');
  await images.hasClasses([
    ['ibis', 12],
    ['emu', 12],
  ]);
  await expect(images.classNamed('ibis')).toBeFocused();
  await hasSoundFocus(window);

  await keyboard.press('Control+2');
  await frame.shows('Train');
  await hasSoundFocus(window);
  await expect(train.start).toBeEnabled();
  await tabTo(window, train.refine);
  await keyboard.press('Space');
  await expect(train.refine).not.toBeChecked();
  await tabTo(window, train.start);
  await keyboard.press('Enter');
  await expect(train.start).toBeHidden();
  await hasSoundFocus(window);

  await frame.shows('Review', 120_000);
  await hasSoundFocus(window);
  await expect(review.gallery).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.press('x');
  await review.shows(24, { accepted: 0, edited: 0, rejected: 1 });
  await hasSoundFocus(window);
  await keyboard.press('Enter');
  await expect(review.stage).toBeFocused();
  await hasSoundFocus(window);
  await review.pressAndMoveOn('a');
  const before = await review.box();
  for (const key of ['e', 'Alt+ArrowLeft', 'Enter']) await keyboard.press(key);
  await review.hasBox({ ...before, w: before.w - 1 });
  await review.shows(24, { accepted: 1, edited: 1, rejected: 1 });
  await hasSoundFocus(window);
  for (const key of ['w', 'ArrowUp', 'Enter']) await keyboard.press(key);
  await expect(review.tags).toHaveCount(2);
  await review.shows(25, { accepted: 2, edited: 1, rejected: 1 });
  await hasSoundFocus(window);
  await keyboard.press('?');
  await expect(frame.keys).toBeVisible();
  await hasSoundFocus(window);
  await keyboard.press('Escape');
  await expect(frame.keys).toBeHidden();
  await keyboard.press('Escape');
  await expect(review.gallery).toBeFocused();
  await hasSoundFocus(window);

  await keyboard.press('Control+4');
  await frame.shows('Export');
  await hasSoundFocus(window);
  await expect(exporting.start).toBeEnabled();
  await tabTo(window, exporting.format('COCO'));
  await keyboard.press('ArrowDown');
  await expect(exporting.format('Pascal VOC')).toBeChecked();
  await expect(exporting.folder).toHaveValue(/-voc$/);
  await expect(exporting.start).toBeEnabled();
  await tabTo(window, exporting.start, 'Shift+Tab');
  await keyboard.press('Enter');
  const written = join(boxwright.projects, 'zoo-voc');
  await exporting.isDone(written);
  await hasSoundFocus(window);
  await tabTo(window, exporting.last.getByRole('button', { name: 'Show in folder' }));
  expect(existsSync(join(written, 'Annotations', 'ibis__ibis_0003.xml'))).toBe(true);
  const told = readProject(join(boxwright.projects, 'zoo.boxwright'));
  expect(told.classes).toEqual(['ibis', 'emu']);
});

test('names, merges and menus leave the focus where the hand was', async ({ opened, window, screens }) => {
  const { frame, images } = screens;
  const { keyboard } = window;
  await keyboard.press('Control+1');
  await frame.shows('Images');
  await hasSoundFocus(window);

  await tabTo(window, window.getByRole('button', { name: 'Actions for emu' }));
  await keyboard.press('Enter');
  await hasSoundFocus(window);
  await keyboard.press('Escape');
  await expect(window.getByRole('button', { name: 'Actions for emu' })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await expect(window.getByRole('textbox', { name: 'New name of emu' })).toBeFocused();
  await hasSoundFocus(window);
  await keyboard.type('ostrich');
  await keyboard.press('Enter');
  await expect(images.classNamed('ostrich')).toBeFocused();
  await hasSoundFocus(window);

  await tabTo(window, window.getByRole('button', { name: 'Actions for ostrich' }));
  for (const key of ['Enter', 'ArrowDown', 'Enter']) await keyboard.press(key);
  const form = window.getByRole('group', { name: 'Merge ostrich' });
  await expect(form.getByRole('combobox')).toBeFocused();
  await hasSoundFocus(window);
  await tabTo(window, form.getByRole('button', { name: 'Merge', exact: true }));
  await keyboard.press('Enter');
  await images.hasClasses([
    ['elephant', 16],
    ['ibis', 8],
  ]);
  // The class is gone; the one that it became part of has the focus now.
  await expect(images.classNamed('elephant')).toBeFocused();
  await hasSoundFocus(window);
  await frame.saved();
  expect(readProject(opened.folder).classes).toEqual(['elephant', 'ibis']);

  // What closes takes its own button away.
  await images.openProblems.press('Enter');
  await tabTo(window, images.problems.getByRole('button', { name: 'Close the problems' }));
  await keyboard.press('Enter');
  await expect(images.problems).toBeHidden();
  await hasSoundFocus(window);
  await keyboard.press('?');
  await tabTo(window, frame.keys.getByRole('button', { name: 'Close the keys' }));
  await keyboard.press('Escape');
  await expect(frame.keys).toBeHidden();
  await hasSoundFocus(window);
});
