import { existsSync } from 'node:fs';
import { expect, test } from './fixtures.ts';

test('the window opens on Start', async ({ window }) => {
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(window).toHaveTitle(/Boxwright/);
});

test('it opens again after it was closed, and after it was killed', async ({ boxwright }) => {
  await boxwright.restart();
  await expect(boxwright.window.getByRole('heading', { level: 1 })).toBeVisible();
  await boxwright.kill();
  expect(boxwright.isRunning).toBe(false);
  await boxwright.start();
  await expect(boxwright.window.getByRole('heading', { level: 1 })).toBeVisible();
});

test('its page reaches neither Node nor the home of the person', async ({ window, boxwright }) => {
  const reach = await window.evaluate(() =>
    ['require', 'process', 'module'].filter((name) => name in globalThis),
  );
  expect(reach).toEqual([]);
  expect(existsSync(boxwright.projects)).toBe(true);
});
