/**
 * `npm run screenshots`: takes the pictures of README and docs from the real app, at work on the sample photographs:
 * imported, trained on, decided on and exported while the script watches. Writes docs/images/*.png.
 *
 *   npm run screenshots -- [FOLDER]     FOLDER: where the projects on the pictures lie; made, and removed at the end
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { RunningApp } from '../e2e/runningApp.ts';
import { build, isBuilt, root } from './window/build.ts';
import { hasDisplay } from './window/electron.ts';
import { smallPng } from './window/smallPng.ts';

const WIDTH = 1440;
const HEIGHT = 900;
const MOST_BYTES = 250_000;
/** What must keep its color on a picture of many photographs; see tokens.css. */
const signs = ['accepted', 'edited', 'rejected', 'suspicious'].map((status) => `--status-${status}`);
/** A training on two slow cores, with something else running beside it. */
const TRAINING_MS = 300_000;

const pictures = join(root, 'docs', 'images');
const projects = resolve(process.argv[2] ?? join(tmpdir(), 'Boxwright'));
const app = new RunningApp();

async function open(): Promise<Page> {
  await app.start({ BOXWRIGHT_PROJECTS_FOLDER: projects });
  await app.app.evaluate(
    ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    [WIDTH, HEIGHT] as const,
  );
  await app.window.emulateMedia({ colorScheme: 'dark' });
  return app.window;
}

/** Every picture that is in view has come, and nothing moves any more. */
async function settle(window: Page): Promise<void> {
  // Not over anything that lights up.
  await window.mouse.move(WIDTH / 2, 18);
  const allThere = '[...document.images].every(({ complete }) => complete)';
  while (!(await window.evaluate<boolean>(allThere))) await window.waitForTimeout(50);
  await window.waitForTimeout(800);
}

async function shoot(window: Page, name: string): Promise<void> {
  const shot = await window.screenshot();
  const { width, height } = await sharp(shot).metadata();
  if (width !== WIDTH || height !== HEIGHT) throw new Error(`${name} is ${width} x ${height} pixels.`);
  const style = 'getComputedStyle(document.documentElement)';
  const keep = await Promise.all(
    signs.map((token) => window.evaluate<string>(`${style}.getPropertyValue('${token}').trim()`)),
  );
  const small = await smallPng(shot, keep, MOST_BYTES);
  writeFileSync(join(pictures, `${name}.png`), small);
  console.log(`${name}.png: ${Math.round(small.length / 1000)} kB`);
}

async function shootInLight(window: Page, name: string): Promise<void> {
  await window.emulateMedia({ colorScheme: 'light' });
  await settle(window);
  await shoot(window, name);
  await window.emulateMedia({ colorScheme: 'dark' });
}

const button = (window: Page, name: string | RegExp): Locator => window.getByRole('button', { name });
const heading = (window: Page, name: string | RegExp): Locator => window.getByRole('heading', { name });

async function importSample(window: Page): Promise<void> {
  await button(window, 'Open sample').click();
  await window.getByText('Ready to train').waitFor();
  await window.getByText('No job running').waitFor();
  await settle(window);
  await shoot(window, 'images');
}

async function train(window: Page): Promise<void> {
  await button(window, 'Start training').click();
  await heading(window, /^Training, epoch [5-7] of/).waitFor({ timeout: TRAINING_MS });
  await shoot(window, 'train');
  await heading(window, 'Review').waitFor({ timeout: TRAINING_MS });
  await settle(window);
}

async function press(window: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await window.keyboard.press(key);
    await window.waitForTimeout(150);
  }
}

const times = (count: number, key: string): string[] => Array.from({ length: count }, () => key);

/** A look at the boxes that need one first, then all others at once. */
async function review(window: Page): Promise<void> {
  await press(window, 'Enter', 'a', 'a');
  // A starfish whose arms reach out of its box.
  await press(window, 'e', ...times(4, 'Shift+ArrowUp'), ...times(3, 'Shift+ArrowLeft'));
  await press(window, ...times(2, 'Alt+Shift+ArrowDown'), ...times(6, 'Alt+Shift+ArrowRight'), 'Enter');
  await press(window, 'ArrowRight', 'h');
  await settle(window);
  await shoot(window, 'review-single');
  await press(window, 'h', ...times(5, 'a'), 'x', 'Escape', 'Home');
  await settle(window);
  await shoot(window, 'review-gallery');
  await shootInLight(window, 'review-gallery-light');
  await button(window, /^Accept all above/).click();
  await window.getByText('All changes saved').waitFor();
}

async function exportBoxes(window: Page): Promise<void> {
  await press(window, 'Control+4');
  await button(window, /^Export \d+ images/).click();
  await button(window, 'Show in folder').waitFor();
  await settle(window);
  await shoot(window, 'export');
}

async function takeAll(): Promise<void> {
  const window = await open();
  await importSample(window);
  await train(window);
  await review(window);
  await exportBoxes(window);
  await app.stop();
  const again = await open();
  await button(again, 'Open sample').waitFor();
  await settle(again);
  await shoot(again, 'start');
}

function obstacle(): string | null {
  if (!hasDisplay()) return 'There is no display. For one that nobody sees:\nxvfb-run -a npm run screenshots';
  if (existsSync(projects)) return `${projects} is there already. Name another folder for the projects.`;
  return isBuilt(root) || build() ? null : 'The window could not be built; what is wrong stands above.';
}

const inTheWay = obstacle();
if (inTheWay === null) {
  mkdirSync(projects, { recursive: true });
  try {
    await takeAll();
  } finally {
    await app.dispose();
    rmSync(projects, { recursive: true, force: true });
  }
} else {
  console.error(inTheWay);
  process.exitCode = 1;
}
