import { expect, type Locator, type Page } from '@playwright/test';

export class ImagesPage {
  readonly #page: Page;
  readonly classes: Locator;
  readonly grid: Locator;
  readonly startTraining: Locator;
  readonly addImages: Locator;
  readonly openProblems: Locator;
  readonly problems: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.classes = page.getByRole('list', { name: 'Classes' }).getByRole('listitem');
    this.grid = page.getByRole('grid', { name: 'Images' });
    this.startTraining = page.getByRole('button', { name: 'Start training' });
    this.addImages = page.getByRole('button', { name: 'Add images…' });
    this.openProblems = page.getByRole('button', { name: /^\d+ problems?$/ });
    this.problems = page.getByRole('region', { name: 'Problems' });
  }

  /** The button of a class, which says how many images it has. */
  classNamed(name: string): Locator {
    return this.classes.getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }

  /** Classes from top to bottom, such as [["emu", 8], ["ibis", 8]]. */
  async hasClasses(expected: readonly (readonly [string, number])[]): Promise<void> {
    const words = expected.map(([name, count]) => new RegExp(`${name}\\s*${count}\\s*images?`));
    await expect(this.classes).toHaveText(words);
  }

  thumbnail(fileName: string): Locator {
    return this.grid.getByRole('gridcell', { name: fileName });
  }

  async choose(className: string, action: 'Rename' | 'Merge into…' | 'Move up' | 'Move down'): Promise<void> {
    await this.#page.getByRole('button', { name: `Actions for ${className}` }).click();
    await this.#page.getByRole('menuitem', { name: action }).click();
  }

  async rename(from: string, to: string): Promise<void> {
    await this.choose(from, 'Rename');
    const field = this.#page.getByRole('textbox', { name: `New name of ${from}` });
    await field.fill(to);
    await field.press('Enter');
    await expect(this.classNamed(to)).toBeVisible();
  }

  async merge(from: string, into: string): Promise<void> {
    await this.choose(from, 'Merge into…');
    const form = this.#page.getByRole('group', { name: `Merge ${from}` });
    await form.getByRole('combobox', { name: 'Merge into' }).selectOption(into);
    await form.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(this.merged(from, into)).toBeVisible();
  }

  merged(from: string, into: string): Locator {
    return this.#page.getByRole('status').filter({ hasText: `${from} is now part of ${into}` });
  }

  /** A row of the list of problems. */
  problem(fileName: string | RegExp): Locator {
    return this.problems.getByRole('listitem').filter({ hasText: fileName });
  }
}
