import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { givenFolder } from './givenFolder.ts';

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-given-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['app', 'photos']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'notes.txt'), '');
  return folder;
}

test('the folder among switches is found, wherever the app itself lies', () => {
  const cwd = place();
  const app = join(cwd, 'app');
  const args = ['electron', app, '--no-sandbox', 'photos'];
  expect(givenFolder(args, cwd, app)).toBe(join(cwd, 'photos'));
  expect(givenFolder(['boxwright', join(cwd, 'photos'), '--lang=en'], '/', app)).toBe(join(cwd, 'photos'));
});

test('the app folder, files, and what is not there are no folders to open', () => {
  const cwd = place();
  const app = join(cwd, 'app');
  expect(givenFolder(['electron', app], cwd, app)).toBeNull();
  expect(givenFolder(['boxwright', 'notes.txt', 'nowhere', ''], cwd, app)).toBeNull();
});
