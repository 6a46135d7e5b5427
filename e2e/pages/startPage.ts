import type { Locator, Page } from '@playwright/test';

export class StartPage {
  readonly newProject: Locator;
  readonly openProject: Locator;
  readonly openSample: Locator;
  readonly recents: Locator;

  constructor(page: Page) {
    this.newProject = page.getByRole('button', { name: 'New project from a folder…' });
    this.openProject = page.getByRole('button', { name: 'Open project…' });
    this.openSample = page.getByRole('button', { name: 'Open sample' });
    this.recents = page.getByRole('region', { name: 'Recent projects' }).getByRole('listitem');
  }

  /** The row of a project; what it says and what can be done with it. */
  recent(name: string): Locator {
    return this.recents.filter({ hasText: name });
  }

  async openRecent(name: string): Promise<void> {
    await this.recent(name).getByRole('button').click();
  }
}
