/** Trainings that do not run through: stopped, killed, closed. The window lives on, and what was learned is kept. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BoxwrightBridge } from '../src/shared/bridge.ts';
import { expect, test } from './fixtures.ts';
import { screensOf, type Screens } from './pages/screens.ts';
import { boxwright as commandLine, readProject } from './projects.ts';
import type { RunningApp } from './runningApp.ts';
import { beasts, cutOf } from './sample.ts';

/** Enough that an epoch takes longer than a click. */
const each = 28;
const total = beasts.length * each;

/** A project with images but no model, open on Images. */
async function openUntrained(boxwright: RunningApp, { start, frame, images }: Screens): Promise<string> {
  const folder = join(boxwright.projects, 'safari.boxwright');
  commandLine('import', cutOf(join(boxwright.folder, 'safari'), beasts, each), '--project', folder);
  await boxwright.answerOpenDialog([folder]);
  await start.openProject.click();
  await frame.shows('Images');
  await images.hasClasses(beasts.map((name) => [name, each]));
  return folder;
}

/** Starts a training of CI-CAM alone: what these tests are about comes before the refinement, or is the same with it. */
async function startRough({ frame, train }: Screens): Promise<void> {
  await frame.go('Train');
  await train.refine.uncheck();
  await train.start.click();
}

/** A training that goes on ends in Review, with a box on each image. */
async function endsWithBoxes(page: Page, folder: string): Promise<void> {
  const { frame, review } = screensOf(page);
  await frame.shows('Review', 120_000);
  await review.shows(total, { accepted: 0, edited: 0, rejected: 0 });
  expect(readProject(folder).images.filter(({ boxes }) => boxes.length === 1)).toHaveLength(total);
}

test('stopped before its first epoch, it can be gone on with', async ({ boxwright, window, screens }) => {
  const { train, frame } = screens;
  const folder = await openUntrained(boxwright, screens);
  await startRough(screens);
  await train.isLooking();
  await train.stop.click();
  await expect(train.start.or(train.resume)).toBeEnabled({ timeout: 60_000 });
  await expect(train.failure).toBeHidden();
  expect(readProject(folder).images.filter(({ boxes }) => boxes.length > 0)).toEqual([]);
  await frame.nothingRuns();
  await train.start.or(train.resume).click();
  await endsWithBoxes(window, folder);
});

test('stopped after an epoch, it draws boxes with what it has learned', async ({
  boxwright,
  window,
  screens,
}) => {
  const { train, frame } = screens;
  const folder = await openUntrained(boxwright, screens);
  await startRough(screens);
  await train.hasAnEpoch();
  await train.stopAndKeep.click();
  await endsWithBoxes(window, folder);
  await frame.go('Train');
  await expect(train.headline).toHaveText(/^Stopped after epoch [1-7] of 8$/);
  await expect(train.run(1)).toHaveText(/stopped at epoch [1-7] of 8.*In use/s);
});

test('when the engine is killed the window says so, and goes on from there', async ({
  boxwright,
  window,
  screens,
}) => {
  const { images, train, frame } = screens;
  const folder = await openUntrained(boxwright, screens);
  await startRough(screens);
  await train.hasAnEpoch();
  process.kill((await boxwright.processOf('engine')) ?? 0, 'SIGKILL');
  await expect(train.failure).toContainText('Training stopped: the engine ended without warning');
  await expect(train.failure).toContainText(/Epochs? .*saved and nothing else was lost/);
  // Everything else goes on.
  await frame.go('Images');
  await expect(images.thumbnail('emu_0003.jpg')).toBeVisible();
  await frame.go('Train');
  await train.resume.click();
  await endsWithBoxes(window, folder);
});

test('when the window is closed it goes on after the next start', async ({ boxwright, screens }) => {
  const { train } = screens;
  const folder = await openUntrained(boxwright, screens);
  await startRough(screens);
  await train.hasAnEpoch();
  await boxwright.restart();
  const again = screensOf(boxwright.window);
  await again.start.openRecent('safari');
  await again.frame.go('Train');
  await expect(again.train.headline).toHaveText(/interrupted after epoch [1-7] of 8/);
  await again.train.resume.click();
  await endsWithBoxes(boxwright.window, folder);
});

/** Resolves when the window has heard that the library was started again. To be called before it is killed. */
async function libraryRestarts(page: Page): Promise<{ heard: Promise<void> }> {
  const heard = await page.evaluateHandle(() => ({
    promise: new Promise<void>((resolve) => {
      const { boxwright } = globalThis as unknown as { boxwright: BoxwrightBridge };
      const unhear = boxwright.onEvent(({ kind }) => {
        if (kind !== 'library-restarted') return;
        unhear();
        resolve();
      });
    }),
  }));
  return { heard: heard.evaluate(({ promise }) => promise) };
}

test('when the library is killed in Review, decisions go on', async ({
  boxwright,
  window,
  opened,
  screens,
}) => {
  const { review, frame } = screens;
  await review.openSingle();
  await review.pressAndMoveOn('a');
  await frame.saved();
  const { heard } = await libraryRestarts(window);
  process.kill((await boxwright.processOf('library')) ?? 0, 'SIGKILL');
  await heard;

  await review.shows(24, { accepted: 1, edited: 0, rejected: 0 });
  await expect(review.redo).toBeDisabled();
  const rejected = await review.name();
  await review.pressAndMoveOn('x');
  await review.shows(24, { accepted: 1, edited: 0, rejected: 1 });
  await frame.saved();
  await expect(frame.heading).toHaveText('Review');
  await expect(frame.notice(/stopped/)).toHaveCount(0);
  const reviewed = readProject(opened.folder).images.filter(({ boxes }) => boxes[0]?.review === 'rejected');
  expect(reviewed.map(({ relativePath }) => relativePath.split('/').at(-1))).toEqual([rejected]);
  await review.press('Control+z');
  await review.press('Control+z');
  await review.shows(24, { accepted: 0, edited: 0, rejected: 0 });
});
