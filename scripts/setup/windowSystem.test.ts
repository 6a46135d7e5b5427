import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Stamp } from './stamp.mjs';
import { testContext, type TestContext } from './testContext.ts';
import { windowSystem } from './windowSystem.mjs';

const stamp: Stamp = { electron: { source: 'own', version: '45.0.0', path: '/e/electron', key: 'k' } };
const whole = '\tlibnss3.so => /usr/lib/libnss3.so (0x0)\n';
const lacking = '\tlibnss3.so => not found\n\tlibgbm.so.1 => not found\n';

interface Machine {
  /** What `id -u` says. */
  user: string;
  /** What ldd says before and after apt-get install. */
  ldd: [string, string];
  /** Packages whose names end in t64 here. */
  renamed?: string;
  commands?: string[];
}

/** A machine with a font, and the commands that are named in its PATH. */
function machine({ user, ldd, renamed = '', commands = [] }: Machine): TestContext {
  const installed = (): boolean => context.calls.some((call) => call.startsWith('apt-get install'));
  const context = testContext((command) => {
    if (command === 'ldd') return ldd[installed() ? 1 : 0];
    if (command === 'id') return user;
    if (command === 'apt-cache') return renamed;
    return '';
  });
  const bin = join(context.root, 'bin');
  const fonts = join(context.root, '.fonts');
  for (const folder of [bin, fonts]) mkdirSync(folder, { recursive: true });
  for (const name of commands) writeFileSync(join(bin, name), '');
  writeFileSync(join(fonts, 'a.ttf'), '');
  Object.assign(context.env, { PATH: bin, HOME: context.root });
  return context;
}

const display = ['xvfb-run', 'Xvfb', 'xauth'];

describe('what a window needs of the system', () => {
  test('where all is there, nothing is installed, and nothing is looked at again', async () => {
    const context = machine({ user: '0', ldd: [whole, whole], commands: ['apt-get', ...display] });
    const done = { ...stamp, ...(await windowSystem.run(context, stamp)) };
    expect(context.calls.filter((call) => call.startsWith('apt'))).toEqual([]);
    expect(windowSystem.done(context, stamp)).toBe(false);
    expect(windowSystem.done(context, done)).toBe(true);
  });

  test('root with apt-get: what is missing is installed', async () => {
    const context = machine({ user: '0', ldd: [lacking, whole], commands: ['apt-get', ...display] });
    await windowSystem.run(context, stamp);
    const calls = context.calls.filter((call) => call.startsWith('apt-get'));
    expect(calls[0]).toContain('update');
    expect(calls[1]).toContain('libnss3');
    expect(calls[1]).toContain('libgbm1');
    expect(calls[1]).not.toContain('xvfb');
  });

  test('anybody else gets one line to paste', async () => {
    const context = machine({ user: '1000', ldd: [lacking, lacking], commands: ['apt-get'] });
    await expect(windowSystem.run(context, stamp)).rejects.toMatchObject({
      why: expect.stringContaining('libgbm.so.1, which is not there') as string,
      remedy: expect.stringMatching(
        /^sudo apt-get update && sudo apt-get install .*libnss3 .*xvfb xauth$/m,
      ) as string,
    });
    expect(context.calls.filter((call) => call.startsWith('apt-get'))).toEqual([]);
  });

  test('libraries go by the names that this system gives them', async () => {
    const renamed = 'libasound2t64 - shared library for ALSA applications\n';
    const context = machine({ user: '0', ldd: [lacking, whole], renamed, commands: ['apt-get', ...display] });
    await windowSystem.run(context, stamp);
    const install = context.calls.find((call) => call.startsWith('apt-get install')) ?? '';
    expect(install.split(' ')).toContain('libasound2t64');
    expect(install.split(' ')).not.toContain('libasound2');
    expect(install.split(' ')).toContain('libgtk-3-0');
  });

  test('with a display of its own, a machine needs no Xvfb', async () => {
    const context = machine({ user: '1000', ldd: [whole, whole] });
    await expect(windowSystem.run(context, stamp)).rejects.toThrow(/lacks what a window needs/);
    context.env.DISPLAY = ':0';
    const done = { ...stamp, ...(await windowSystem.run(context, stamp)) };
    expect(windowSystem.done(context, done)).toBe(true);
    delete context.env.DISPLAY;
    expect(windowSystem.done(context, done)).toBe(false);
  });

  test('a system without apt-get: the names of the packages', async () => {
    const context = machine({ user: '0', ldd: [lacking, lacking], commands: display });
    await expect(windowSystem.run(context, stamp)).rejects.toMatchObject({
      remedy: expect.stringContaining('libgtk-3-0') as string,
    });
  });

  test('other systems than Linux have all of it', () => {
    expect(windowSystem.done({ ...testContext(), platform: 'darwin' }, {})).toBe(true);
  });
});
