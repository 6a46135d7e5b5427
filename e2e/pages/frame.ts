/** What is around every screen: the rail of places, the title bar, the status bar, notices. */
import { expect, type Locator, type Page } from '@playwright/test';

export type Place = 'Images' | 'Train' | 'Review' | 'Export';
export type Theme = 'System' | 'Light' | 'Dark';

export class Frame {
  readonly page: Page;
  readonly rail: Locator;
  /** The heading of the screen that is shown. */
  readonly heading: Locator;
  readonly status: Locator;
  readonly keys: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rail = page.getByRole('navigation', { name: 'Places' });
    this.heading = page.getByRole('main').getByRole('heading', { level: 1 });
    this.status = page.getByRole('contentinfo');
    this.keys = page.getByRole('complementary', { name: 'Keys' });
  }

  /** A place of the rail; its name may go on with what waits there ("Review, 3 suspicious boxes"). */
  place(name: Place): Locator {
    return this.rail.getByRole('button', { name: new RegExp(`^${name}(,|$)`) });
  }

  async go(name: Place): Promise<void> {
    await this.place(name).click();
    await this.shows(name);
  }

  /** @param timeout in milliseconds, for screens that open by themselves when a job ends. */
  async shows(name: Place, timeout?: number): Promise<void> {
    await expect(this.heading).toHaveText(name, timeout === undefined ? {} : { timeout });
  }

  /** What a person decided is on the disk. */
  async saved(): Promise<void> {
    await expect(this.status).toContainText('All changes saved');
  }

  async nothingRuns(): Promise<void> {
    await expect(this.status).toContainText('No job running', { timeout: 60_000 });
  }

  /** Something that the window says by itself, by its words. */
  notice(words: string | RegExp): Locator {
    return this.page.getByRole('status').or(this.page.getByRole('alert')).filter({ hasText: words });
  }

  async chooseTheme(theme: Theme): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings' }).click();
    const settings = this.page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('button', { name: theme }).click();
    await expect(settings.getByRole('button', { name: theme })).toHaveAttribute('aria-pressed', 'true');
    await this.page.keyboard.press('Escape');
    await expect(settings).toBeHidden();
  }

  async closeProject(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button').first().click();
    await this.page.getByRole('menuitem', { name: 'Close project' }).click();
  }
}
