import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fingerprint, isBuilt } from './build.ts';

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'src', 'a.ts'), 'a');
  writeFileSync(join(folder, 'package.json'), '{}');
  return folder;
}

test('a build holds until a source is written, comes or goes', () => {
  const folder = project();
  expect(isBuilt(folder)).toBe(false);
  writeFileSync(join(folder, 'out', 'built.txt'), fingerprint(folder));
  expect(isBuilt(folder)).toBe(true);

  utimesSync(join(folder, 'src', 'a.ts'), new Date(), new Date('2001-01-01'));
  expect(isBuilt(folder)).toBe(false);
  writeFileSync(join(folder, 'out', 'built.txt'), fingerprint(folder));
  writeFileSync(join(folder, 'src', 'b.svelte'), 'b');
  expect(isBuilt(folder)).toBe(false);
  rmSync(join(folder, 'src', 'b.svelte'));
  expect(isBuilt(folder)).toBe(true);
});

test('tests are no part of it', () => {
  const folder = project();
  const before = fingerprint(folder);
  writeFileSync(join(folder, 'src', 'a.test.ts'), 'b');
  expect(fingerprint(folder)).toBe(before);
});
