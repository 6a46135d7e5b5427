import { expect, type Locator, type Page } from '@playwright/test';

export class ExportPage {
  readonly #page: Page;
  readonly folder: Locator;
  readonly choose: Locator;
  readonly start: Locator;
  readonly obstacle: Locator;
  readonly last: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.folder = page.getByRole('textbox', { name: 'Folder to write to' });
    this.choose = page.getByRole('button', { name: 'Choose…' });
    this.start = page.getByRole('main').getByRole('button', { name: /^Export( \d+ images?)?$/ });
    this.obstacle = page
      .getByRole('main')
      .getByRole('status')
      .filter({ has: page.getByRole('img', { name: 'In the way' }) });
    this.last = page.getByRole('region', { name: 'Last export' });
  }

  format(title: string): Locator {
    return this.#page.getByRole('radio', { name: title });
  }

  /** Exports in a format to the folder that is suggested. @returns the folder. */
  async exportAs(title: 'COCO' | 'Pascal VOC', images: number): Promise<string> {
    await this.format(title).check();
    await expect(this.folder).toHaveValue(title === 'COCO' ? /-coco$/ : /-voc$/);
    const folder = await this.folder.inputValue();
    await expect(this.start).toHaveText(new RegExp(`^\\s*Export ${images} images?`));
    await this.start.click();
    await this.isDone(folder);
    return folder;
  }

  async isDone(folder: string): Promise<void> {
    await expect(this.last.getByRole('img', { name: 'Done' })).toBeVisible({ timeout: 60_000 });
    await expect(this.last.getByTitle(folder)).toBeVisible();
  }
}
