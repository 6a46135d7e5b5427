import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSettings, publicSettings } from './settings.ts';
import { placeWindow } from './windowLook.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'settings.json');

test('at the first start the theme follows the system', () => {
  expect(openSettings(folder).value).toEqual({ theme: 'system', window: null });
});

test('settings are there again at the next start, and nothing else is left beside them', () => {
  const window = { bounds: { x: 10, y: 20, width: 1000, height: 700 }, isMaximized: true };
  openSettings(folder).set({ theme: 'dark', window });
  const { value } = openSettings(folder);
  expect(value).toEqual({ theme: 'dark', window });
  expect(publicSettings(value)).toEqual({ theme: 'dark' });
  expect(readdirSync(folder)).toEqual(['settings.json']);
});

test.each(['', '{"theme": "dark"', '[]', 'null', '"dark"'])('a damaged file (%j) counts as none', (text) => {
  writeFileSync(file(), text);
  expect(openSettings(folder).value).toEqual({ theme: 'system', window: null });
});

test('of a file that is damaged in one place, the rest still holds', () => {
  writeFileSync(file(), '{"theme": "dark", "window": {"bounds": "everywhere"}, "later": 1}');
  expect(openSettings(folder).value).toEqual({ theme: 'dark', window: null });
  writeFileSync(file(), '{"theme": "pink", "window": null}');
  expect(openSettings(folder).value.theme).toBe('system');
});

test('a folder that takes no file does not stop the program', () => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue();
  writeFileSync(join(folder, 'no-folder'), '');
  const settings = openSettings(join(folder, 'no-folder'));
  settings.set({ theme: 'light', window: null });
  expect(settings.value.theme).toBe('light');
  expect(complaint).toHaveBeenCalledOnce();
  expect(readFileSync(join(folder, 'no-folder'), 'utf8')).toBe('');
});

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];

test('the window opens where it was', () => {
  const last = { x: 2000, y: 50, width: 1000, height: 700 };
  expect(placeWindow(last, screens)).toEqual(last);
});

test('after its screen was taken away it opens on another, in its old size if that fits', () => {
  const last = { x: 2000, y: 50, width: 1000, height: 700 };
  expect(placeWindow(last, screens.slice(0, 1))).toEqual({ width: 1000, height: 700 });
  const huge = { ...last, width: 3000 };
  expect(placeWindow({ ...huge, x: 9000 }, screens.slice(0, 1))).toEqual({ width: 1920, height: 700 });
});

test('a title bar that no mouse could reach counts as off the screen', () => {
  const above = { x: 100, y: -10, width: 1000, height: 700 };
  const tooFarRight = { x: 3150, y: 50, width: 1000, height: 700 };
  expect(placeWindow(above, screens)).toEqual({ width: 1000, height: 700 });
  expect(placeWindow(tooFarRight, screens)).toEqual({ width: 1000, height: 700 });
});

test('the first window is 1440 by 900, or what the screen has', () => {
  expect(placeWindow(null, screens)).toEqual({ width: 1440, height: 900 });
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 640 }])).toEqual({ width: 1024, height: 640 });
});
