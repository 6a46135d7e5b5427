import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakePip, makeFakeWheel, withRealPython } from './fakeWheel.ts';
import { testContext, type TestContext } from './testContext.ts';
import { cachedRuntime, fetchWheel } from './wheel.mjs';

async function wheelContext(): Promise<TestContext & { wheel: string; kept: string; ready: string }> {
  const base = testContext();
  const folder = join(base.cache, '..');
  const { wheel, pin } = await makeFakeWheel(folder);
  const fake = testContext(fakePip(wheel), { cache: base.cache, wheels: { 'linux-x64': pin } });
  mkdirSync(base.cache);
  return {
    ...fake,
    run: withRealPython(fake),
    wheel,
    kept: join(base.cache, 'tensorflow-cpu-9.9.9-any.whl'),
    ready: join(base.cache, `tensorflow-cpu-9.9.9-${pin.sha256.slice(0, 8)}`),
  };
}

const downloads = ({ calls }: TestContext) => calls.filter((call) => call.includes('pip download')).length;

describe('fetching the wheel', () => {
  test('leaves the libraries, headers and licence that are needed, and nothing else', async () => {
    const context = await wheelContext();
    const runtime = await fetchWheel(context);
    expect(runtime.library).toBe(join(context.ready, 'libtensorflow_cc.so.2'));
    expect(cachedRuntime(context)).toEqual(runtime);
    expect(readdirSync(context.ready).sort()).toEqual([
      'README',
      'include',
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
      'unpacked.json',
    ]);
    expect(readdirSync(context.cache)).toEqual([
      readdirSync(context.cache).find((name) => !name.includes('work')),
    ]);
  });

  test('asks pip for one exact file whatever Python there is', async () => {
    const context = await wheelContext();
    await fetchWheel(context);
    const download = context.calls.find((call) => call.includes('pip download'));
    expect(download).toContain('--require-hashes');
    expect(download).toContain('--python-version 3.11 --abi cp311 --platform any');
  });

  test('refuses and deletes a file with another checksum', async () => {
    const context = await wheelContext();
    appendFileSync(context.wheel, 'something else');
    await expect(fetchWheel(context)).rejects.toThrow(/not the file that Boxwright trusts/);
    expect(readdirSync(context.cache)).toEqual([]);
  });

  test('takes up a wheel that a stopped set-up had downloaded, unless it is damaged', async () => {
    const context = await wheelContext();
    copyFileSync(context.wheel, context.kept);
    await fetchWheel(context);
    expect(downloads(context)).toBe(0);

    rmSync(context.ready, { recursive: true });
    writeFileSync(context.kept, 'half a wheel');
    await fetchWheel(context);
    expect(downloads(context)).toBe(1);
  });

  test('unpacks again what a killed set-up left half unpacked', async () => {
    const context = await wheelContext();
    // Process ids end far below this number, so nobody can be at work in that folder.
    const abandoned = join(context.cache, 'work-999999999-ab', 'unpacked');
    mkdirSync(abandoned, { recursive: true });
    expect(cachedRuntime(context)).toBeNull();
    await fetchWheel(context);
    expect(existsSync(abandoned)).toBe(false);

    writeFileSync(join(context.ready, 'libtensorflow_cc.so.2'), 'short');
    expect(cachedRuntime(context)).toBeNull();
    await fetchWheel(context);
    expect(cachedRuntime(context)).not.toBeNull();
  });

  test('two at the same time end with one whole runtime', async () => {
    const context = await wheelContext();
    const [first, second] = await Promise.all([fetchWheel(context), fetchWheel(context)]);
    expect(first).toEqual(second);
    expect(cachedRuntime(context)).toEqual(first);
  });
});

describe('what stands in the way', () => {
  const remedyOf = async (context: TestContext) =>
    fetchWheel(context).then(
      () => 'none',
      (problem: unknown) => (problem as { remedy: string }).remedy,
    );

  test('no Python with pip: the command that installs it', async () => {
    expect(await remedyOf(testContext(() => ({ code: 1, output: 'No module named pip' })))).toContain(
      'sudo apt-get install python3-pip',
    );
  });

  test.each([
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES', 'Try again'],
    ['OSError: [Errno 28] No space left on device', 'export BOXWRIGHT_CACHE='],
    ['ERROR: No matching distribution found', 'export BOXWRIGHT_TENSORFLOW='],
  ])('%s', async (output, remedy) => {
    const context = testContext((_, args) =>
      args.includes('--version') ? 'pip 99 from somewhere (python 3.99)' : { code: 1, output },
    );
    expect(await remedyOf(context)).toContain(remedy);
  });

  test('a machine without a pinned wheel', async () => {
    expect(await remedyOf(testContext(undefined, { arch: 's390x' }))).toContain(
      'export BOXWRIGHT_TENSORFLOW=',
    );
  });
});
