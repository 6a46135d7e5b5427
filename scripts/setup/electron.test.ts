import { appendFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Context } from './context.mjs';
import { electron } from './electron.mjs';
import { standInContext } from './fakeStandIn.ts';
import { cachedStandIn } from './standIn.mjs';

/** What the electron package's own install script leaves behind. */
function placeOwn(context: Context): string {
  const folder = join(context.root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'path.txt'), 'electron');
  writeFileSync(join(folder, 'dist', 'version'), 'v45.0.0');
  writeFileSync(join(folder, 'dist', 'electron'), 'the pinned one');
  return join(folder, 'dist', 'electron');
}

const packs = ({ calls }: { calls: string[] }) => calls.filter((call) => call.startsWith('npm pack')).length;

describe('where Electron comes from', () => {
  test('first, the executable that the person names', async () => {
    const context = standInContext();
    const path = join(context.root, 'mine', 'electron');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    writeFileSync(join(dirname(path), 'version'), '46.1.0');
    context.env.BOXWRIGHT_ELECTRON = path;
    const stamp = await electron.run(context, { node: 'node' });
    expect(stamp).toMatchObject({ electron: { source: 'named', version: '46.1.0', path } });
    expect(context.calls).toEqual([]);
    expect(electron.done(context, stamp)).toBe(true);
    expect(electron.done({ ...context, env: {} }, stamp)).toBe(true);
    expect(electron.done({ ...context, env: { BOXWRIGHT_ELECTRON: '/another' } }, stamp)).toBe(false);
  });

  test('a file that is no Electron is refused, never passed over', async () => {
    const context = standInContext();
    context.env.BOXWRIGHT_ELECTRON = '/nowhere/electron';
    await expect(electron.run(context, { node: 'node' })).rejects.toMatchObject({
      message: expect.stringContaining('/nowhere/electron') as string,
      remedy: expect.stringContaining('unset BOXWRIGHT_ELECTRON') as string,
    });
    expect(context.calls).toEqual([]);
  });

  test("then the electron package's own download", async () => {
    const context = standInContext();
    const path = placeOwn(context);
    const stamp = await electron.run(context, { node: 'node' });
    expect(stamp.electron).toMatchObject({ source: 'own', version: '45.0.0', path });
    expect(context.calls).toEqual([]);
  });

  test('last, the one inside another package, and from the second time on the cache', async () => {
    const context = standInContext();
    const stamp = await electron.run(context, { node: 'node' });
    expect(stamp.electron).toMatchObject({ source: 'stand-in', version: '33.9.9' });
    expect(context.lines.join('\n')).toContain(
      'Electron 45.0.0 cannot be had here (TypeError: fetch failed)',
    );
    expect(electron.done(context, stamp)).toBe(true);
    expect(packs(context)).toBe(1);
    expect((await electron.run(context, { node: 'node' })).electron).toEqual(stamp.electron);
    expect(packs(context)).toBe(1);
  });

  test('an electron package of another version is looked for anew', async () => {
    const context = standInContext();
    const stamp = await electron.run(context, { node: 'node' });
    writeFileSync(join(context.root, 'node_modules', 'electron', 'package.json'), '{ "version": "46.0.0" }');
    expect(electron.done(context, stamp)).toBe(false);
  });

  test('a machine without any: the command that shows why', async () => {
    const context = { ...standInContext(), standIns: {} };
    await expect(electron.run(context, { node: 'node' })).rejects.toMatchObject({
      why: expect.stringContaining('fetch failed') as string,
      remedy: expect.stringContaining('install.js') as string,
    });
  });
});

describe('taking Electron out of a package', () => {
  test('leaves the program behind that was made with it', async () => {
    const context = standInContext();
    const stamp = await electron.run(context, { node: 'node' });
    const path = stamp.electron?.path ?? '';
    expect(readdirSync(dirname(path)).sort()).toEqual([
      'LICENSE',
      'chrome-sandbox',
      'electron',
      'locales',
      'unpacked.json',
      'version',
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o755);
    expect(readdirSync(context.cache).filter((name) => name.startsWith('work-'))).toEqual([]);
  });

  test('refuses a file with another checksum', async () => {
    const context = standInContext();
    appendFileSync(context.packed, 'something else');
    await expect(electron.run(context, { node: 'node' })).rejects.toThrow(
      /not the file that Boxwright trusts/,
    );
    expect(cachedStandIn(context)).toBeNull();
  });

  test('is done again when what is there is not whole', async () => {
    const context = standInContext();
    const { electron: found } = await electron.run(context, { node: 'node' });
    writeFileSync(found?.path ?? '', 'short');
    expect(cachedStandIn(context)).toBeNull();
    await electron.run(context, { node: 'node' });
    expect(packs(context)).toBe(2);
    expect(existsSync(cachedStandIn(context) ?? '')).toBe(true);
  });
});
