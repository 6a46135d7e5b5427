import { expect, type Locator, type Page } from '@playwright/test';

export class TrainPage {
  readonly start: Locator;
  /** Before the first epoch. */
  readonly stop: Locator;
  /** From then on. */
  readonly stopAndKeep: Locator;
  readonly resume: Locator;
  /** What is going on, in words: "Training, epoch 2 of 8". */
  readonly headline: Locator;
  readonly samples: Locator;
  readonly lossCurve: Locator;
  readonly accuracyCurve: Locator;
  readonly seed: Locator;
  readonly advanced: Locator;
  /** Whether boxes are refined, which takes a minute or two. */
  readonly refine: Locator;
  /** What is said of a training that failed. */
  readonly failure: Locator;
  readonly #runs: Locator;

  constructor(page: Page) {
    const main = page.getByRole('main');
    this.start = main.getByRole('button', { name: 'Start training' });
    this.stop = main.getByRole('button', { name: 'Stop', exact: true });
    this.stopAndKeep = main.getByRole('button', { name: 'Stop and keep the best' });
    this.resume = main.getByRole('button', { name: 'Resume training' });
    this.headline = main.getByRole('heading', { level: 2 }).first();
    this.samples = main.getByRole('region', { name: 'Live samples' }).getByRole('figure');
    this.lossCurve = main.getByRole('img', { name: /^Loss by epoch/ });
    this.accuracyCurve = main.getByRole('img', { name: /^Class accuracy by epoch/ });
    this.advanced = main.getByText('Advanced');
    this.refine = main.getByRole('checkbox', { name: 'Refine boxes' });
    this.seed = main.getByRole('spinbutton', { name: /seed/i });
    this.#runs = main.getByRole('region', { name: 'Earlier runs' });
    this.failure = main.getByRole('alert');
  }

  /** What the list of earlier runs says of one. */
  run(number: number): Locator {
    return this.#runs.getByRole('listitem').filter({ hasText: `Run ${number}` });
  }

  /** The first epoch is whole and others are still to come. Seen however short it is: the page is asked each frame. */
  async hasAnEpoch(): Promise<void> {
    await this.stopAndKeep.waitFor({ timeout: 90_000 });
  }

  async isLooking(): Promise<void> {
    await expect(this.headline).toHaveText(/^Looking at images/, { timeout: 60_000 });
  }
}
