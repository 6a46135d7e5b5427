/**
 * How quickly the window follows, in the real app on a synthetic project.
 *
 *     xvfb-run -a -s "-screen 0 2560x1440x24" node bench/window/responsiveness.ts [--images 10000] [--keys 100]
 *
 * Build first (`npm run build`).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { RunningApp } from '../../e2e/runningApp.ts';
import { syntheticProject } from '../syntheticProject.ts';
import { chooseToPaint, clickToPaint, moveTheta, scrollGrid, watchKeys, type ScrollFigures } from './page.ts';

const { values } = parseArgs({
  args: argv.slice(2),
  options: { images: { type: 'string', default: '10000' }, keys: { type: 'string', default: '100' } },
});

const app = new RunningApp({ isTraced: false });
try {
  await measureStart();
  await measureProject(Number(values.images), Number(values.keys));
  if (app.errors.length > 0) console.log('The window wrote errors:', app.errors);
} finally {
  await app.dispose();
}

async function measureStart(): Promise<void> {
  const seconds: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    await app.start();
    await app.window.getByRole('button', { name: 'New project from a folder' }).waitFor();
    seconds.push((performance.now() - started) / 1000);
    await app.stop();
  }
  console.log(`start to usable window: ${summary(seconds, 's')}`);
}

async function measureProject(images: number, keys: number): Promise<void> {
  const folder = join(app.projects, 'synthetic.boxwright');
  let started = performance.now();
  await syntheticProject(folder, join(app.folder, 'photographs'), images);
  console.log(
    `(${images} images made and imported in ${((performance.now() - started) / 1000).toFixed(0)} s)`,
  );
  await app.start();
  await app.answerOpenDialog([folder]);
  started = performance.now();
  await app.window.getByRole('button', { name: 'Open project' }).click();
  await app.window.getByRole('grid').waitFor();
  console.log(`open the project: ${(performance.now() - started).toFixed(0)} ms`);
  await app.window.evaluate(() => document.fonts.ready);
  await thumbnailsMade(app.window, folder, images);
  await measureScroll(app.window);
  await measureLists(app.window);
  await measureTheta(app.window);
  await measureKeys(app.window, keys);
}

/** Thumbnails are made once, in the background, after a project is opened. */
async function thumbnailsMade(page: Page, project: string, images: number): Promise<void> {
  const grid = await page.evaluate(scrollGrid, { frames: 200, step: 120 });
  console.log(`scroll while thumbnails are still made: ${words(grid)}`);
  const folder = join(project, 'cache', 'thumbs');
  const count = () =>
    readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.jpg')).length;
  const started = performance.now();
  while (count() < images && performance.now() - started < 300_000) await page.waitForTimeout(1000);
  console.log(`thumbnails of all images after ${((performance.now() - started) / 1000).toFixed(0)} s more`);
}

function words(figures: ScrollFigures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Math.round((value as number) * 10) / 10}`)
    .join(', ');
}

async function measureScroll(page: Page): Promise<void> {
  for (const step of [20, 120, 600]) {
    await page.evaluate(() => {
      const grid = document.querySelector('[role="grid"]');
      if (grid) grid.scrollTop = 0;
    });
    const figures = await page.evaluate(scrollGrid, { frames: 400, step });
    console.log(`scroll by ${step} px a frame: ${words(figures)}`);
  }
}

async function measureLists(page: Page): Promise<void> {
  const filters: number[] = [];
  const sorts: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (const name of ['Suspicious', 'Unreviewed', 'All'])
      filters.push(await page.evaluate(clickToPaint, name));
    for (const name of ['Class and name', 'Confidence', 'Needs you first']) {
      sorts.push(await page.evaluate(chooseToPaint, ['Sort', name] as [string, string]));
    }
  }
  console.log(`filter: ${summary(filters, 'ms')}`);
  console.log(`sort: ${summary(sorts, 'ms')}`);
}

async function measureTheta(page: Page): Promise<void> {
  const visible: number[] = [];
  const all: number[] = [];
  for (const theta of [0.2, 0.4, 0.1, 0.3, 0.5]) {
    const figures = await page.evaluate(moveTheta, theta);
    visible.push(figures.visible);
    all.push(figures.all);
  }
  console.log(`theta, boxes in sight: ${summary(visible, 'ms')}`);
  console.log(`theta, all boxes: ${summary(all, 'ms')}`);
}

async function measureKeys(page: Page, keys: number): Promise<void> {
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Single', pressed: true }).waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(watchKeys);
  for (let i = 0; i < keys; i += 1) {
    await page.keyboard.press(i % 4 === 3 ? 'ArrowRight' : 'a');
    // A quick person: five decisions a second.
    await page.waitForTimeout(200);
  }
  const figures = await page.evaluate(() => window.keyFigures);
  console.log(`key to next photo, ${figures.length} of ${keys} keys: ${summary(figures, 'ms')}`);
}

function summary(figures: readonly number[], unit: string): string {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const digits = unit === 's' ? 2 : 0;
  return (
    `median ${at(0.5).toFixed(digits)} ${unit}, p95 ${at(0.95).toFixed(digits)} ${unit}, ` +
    `longest ${at(1).toFixed(digits)} ${unit} (${sorted.length} times)`
  );
}
