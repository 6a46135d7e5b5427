/**
 * What tests in the window start from: the real app, in a temporary home, with a temporary folder for projects.
 * A test fails when the window writes an error to its console.
 *
 *   import { expect, test } from './fixtures.ts';
 *   test('...', async ({ window, boxwright }) => { ... });
 *
 * BOXWRIGHT_E2E_APP=/path/to/boxwright runs them in a packaged app.
 */
import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { screensOf, type Screens } from './pages/screens.ts';
import { TrainedProject, type MadeProject } from './projects.ts';
import { RunningApp } from './runningApp.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** The app: restart(), kill(), answerOpenDialog(), its folders. */
  boxwright: RunningApp;
  /** Its window, until it is restarted; from then on `boxwright.window`. */
  window: Page;
  /** The screens of that window. */
  screens: Screens;
  /** A copy of the trained project, which may be changed; the app does not have it open yet. */
  trained: MadeProject;
  /** The same, open: Review is shown. */
  opened: MadeProject;
}

interface WorkerFixtures {
  trainedOnce: TrainedProject;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  boxwright: async ({}, use, testInfo) => {
    const running = new RunningApp();
    try {
      await running.start();
      await use(running);
      if (testInfo.status !== testInfo.expectedStatus || running.unexpectedErrors().length > 0) {
        for (const { name, ...file } of await running.record(testInfo.outputPath())) {
          await testInfo.attach(name, file);
        }
        await testInfo.attach('stderr', { body: running.shellWords, contentType: 'text/plain' });
      }
    } finally {
      await running.dispose();
    }
    const errors = running.unexpectedErrors();
    if (errors.length > 0) throw new Error(`The window wrote errors to its console:\n${errors.join('\n')}`);
  },
  window: async ({ boxwright }, use) => {
    await use(boxwright.window);
  },
  screens: async ({ window }, use) => {
    await use(screensOf(window));
  },
  trainedOnce: [
    async ({}, use) => {
      const made = new TrainedProject();
      await use(made);
      made.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  trained: async ({ trainedOnce: { images, folder }, boxwright }, use) => {
    const copy = join(boxwright.projects, basename(folder));
    cpSync(folder, copy, { recursive: true });
    await use({ images, folder: copy });
  },
  opened: async ({ trained, boxwright, screens: { start, frame } }, use) => {
    await boxwright.answerOpenDialog([trained.folder]);
    await start.openProject.click();
    await frame.shows('Review');
    await use(trained);
  },
});
