import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { testContext } from './testContext.ts';

// Process ids end far below this number.
const NOBODY = 999_999_999;

test('only one works at a time, and the lock is gone afterwards', async () => {
  const context = testContext();
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await new Promise((resume) => setTimeout(resume, 20));
    working -= 1;
  };
  await Promise.all([withLock(context, work), withLock(context, work)]);
  expect(most).toBe(1);
  expect(existsSync(join(context.cache, 'setup.lock'))).toBe(false);
});

test('a holder that was killed blocks nobody', async () => {
  const context = testContext();
  mkdirSync(context.cache);
  writeFileSync(join(context.cache, 'setup.lock'), `${hostname()} ${NOBODY}`);
  expect(await withLock(context, () => Promise.resolve('worked'))).toBe('worked');
  expect(context.lines).toEqual([]);
});

test('the command that a killed holder left behind is waited for', async () => {
  const context = testContext();
  mkdirSync(context.cache);
  const lock = join(context.cache, 'setup.lock');
  writeFileSync(lock, `${hostname()} ${NOBODY} ${process.pid}`);
  const waiting = withLock(context, () => Promise.resolve('worked'));
  await new Promise((resume) => setTimeout(resume, 50));
  expect(context.lines.join()).toContain('waiting');
  writeFileSync(lock, `${hostname()} ${NOBODY} ${NOBODY}`);
  expect(await waiting).toBe('worked');
});
