import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakePip, makeFakeWheel, withRealPython } from './fakeWheel.ts';
import { tensorflow } from './tensorflow.mjs';
import { testContext } from './testContext.ts';

/** A runtime as the C library's own archives lay it out. */
function placeRuntime(folder: string): string {
  for (const name of [
    'lib/libtensorflow.so.2',
    'lib/libtensorflow_framework.so.2',
    'include/tensorflow/c/c_api.h',
  ]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  return folder;
}

const refusePip = () => ({ code: 1, output: 'pip: no network' });

describe('where TensorFlow comes from', () => {
  test('first, the folder that the person names', async () => {
    const context = testContext(refusePip);
    const folder = placeRuntime(join(context.root, 'mine'));
    context.env.BOXWRIGHT_TENSORFLOW = folder;
    const stamp = await tensorflow.run(context);
    expect(stamp).toMatchObject({ namedRuntime: folder, runtime: { source: 'named' } });
    expect(context.calls).toEqual([]);
    expect(tensorflow.done(context, stamp)).toBe(true);
    expect(tensorflow.done({ ...context, env: {} }, stamp)).toBe(true);
    expect(tensorflow.done({ ...context, env: { BOXWRIGHT_TENSORFLOW: '/another' } }, stamp)).toBe(false);
  });

  test('a folder without TensorFlow is refused, never passed over', async () => {
    const context = testContext(refusePip, { env: { BOXWRIGHT_TENSORFLOW: '/nowhere/at/all' } });
    await expect(tensorflow.run(context)).rejects.toMatchObject({
      message: expect.stringContaining('/nowhere/at/all') as string,
      remedy: expect.stringContaining('unset BOXWRIGHT_TENSORFLOW') as string,
    });
    expect(context.calls).toEqual([]);
  });

  test('then the pinned wheel, and from the second time on the cache', async () => {
    const base = testContext();
    mkdirSync(base.cache);
    const { wheel, pin } = await makeFakeWheel(base.cache);
    const fake = testContext(fakePip(wheel), { wheels: { 'linux-x64': pin } });
    const context = { ...fake, run: withRealPython(fake) };
    const first = await tensorflow.run(context);
    expect(first.runtime).toMatchObject({ source: 'cached' });
    context.calls.length = 0;
    expect(await tensorflow.run(context)).toEqual(first);
    expect(context.calls).toEqual([]);
  });

  test("last, tfjs-node-gpu's own download", async () => {
    const context = testContext((command, _args, { cwd }) => {
      if (command !== 'npm') return refusePip();
      placeRuntime(join(cwd ?? '', 'deps'));
      return '';
    });
    expect((await tensorflow.run(context)).runtime).toMatchObject({ source: 'own' });
  });

  test('when nothing helps, the remedy is that of the wheel', async () => {
    await expect(tensorflow.run(testContext(refusePip))).rejects.toMatchObject({
      why: expect.stringContaining("tfjs-node-gpu's own download failed too") as string,
      remedy: expect.stringContaining('sudo apt-get install python3-pip') as string,
    });
  });

  test('a file that was tampered with does not lead to a download that nobody vouches for', async () => {
    const context = testContext((_, args) =>
      args.includes('--version')
        ? 'pip 99 from somewhere (python 3.99)'
        : { code: 1, output: 'THESE PACKAGES DO NOT MATCH THE HASHES' },
    );
    await expect(tensorflow.run(context)).rejects.toThrow(/not the file that Boxwright trusts/);
    expect(context.calls.filter((call) => call.startsWith('npm'))).toEqual([]);
  });
});
