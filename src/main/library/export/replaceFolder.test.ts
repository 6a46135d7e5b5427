import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkTarget, replaceFolder } from './replaceFolder.ts';

let folder: string;
let target: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-replace-'));
  target = join(folder, 'out');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Makes a folder that passes for an export, holding `text`. */
const fillWith = (text: string) => (path: string) => {
  const entries = ['manifest.json', 'text'];
  writeFileSync(join(path, 'manifest.json'), JSON.stringify({ tool: 'boxwright', entries }));
  writeFileSync(join(path, 'text'), text);
  return Promise.resolve();
};
const text = () => readFileSync(join(target, 'text'), 'utf8');

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

it(
  'survives a kill in the middle, and the next export removes what it left',
  { timeout: 30_000 },
  async () => {
    await replaceFolder(target, fillWith('old'));
    const module = new URL('./replaceFolder.ts', import.meta.url).href;
    const script = `
    import { writeFileSync } from 'node:fs';
    import { replaceFolder } from ${JSON.stringify(module)};
    await replaceFolder(${JSON.stringify(target)}, (path) => {
      writeFileSync(path + '/half', 'half');
      return new Promise(() => setInterval(() => undefined, 1000));
    });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    const isHalfDone = () =>
      readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('half'));
    while (!isHalfDone() && child.exitCode === null) await sleep(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(text()).toBe('old');
    expect(readdirSync(folder)).toHaveLength(2);

    await replaceFolder(target, fillWith('new'));
    expect(text()).toBe('new');
    expect(readdirSync(folder)).toEqual(['out']);
  },
);

it('puts back an export that a kill caught between the two renames', async () => {
  await replaceFolder(target, fillWith('old'));
  const aside = join(folder, `.out.previous-${await endedProcess()}-ab12`);
  renameSync(target, aside);
  await expect(replaceFolder(target, () => Promise.reject(new Error('fails')))).rejects.toThrow('fails');
  expect(text()).toBe('old');
});

it('leaves the half-written folder of a process that runs', async () => {
  const running = join(folder, `.out.partial-${process.ppid}-ab12`);
  mkdirSync(running);
  await replaceFolder(target, fillWith('new'));
  expect(existsSync(running)).toBe(true);
});

it('follows a link at the target', async () => {
  const real = join(folder, 'elsewhere');
  mkdirSync(real);
  symlinkSync(real, target);
  await replaceFolder(target, fillWith('new'));
  expect(readFileSync(join(real, 'text'), 'utf8')).toBe('new');
  expect(text()).toBe('new');
});

it('can be asked beforehand', async () => {
  await expect(checkTarget(target)).resolves.toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  await replaceFolder(target, fillWith('old'));
  await expect(checkTarget(target)).resolves.toBeUndefined();
  writeFileSync(join(target, 'mine'), '');
  await expect(checkTarget(target)).rejects.toMatchObject({ code: 'target-not-empty' });
  await expect(checkTarget(join(target, 'mine', 'below'))).rejects.toMatchObject({ code: 'not-writable' });
});

it.skipIf(process.getuid?.() === 0)('says so when the parent may not be written', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o555 });
  await expect(replaceFolder(join(closed, 'out'), fillWith('new'))).rejects.toMatchObject({
    code: 'not-writable',
  });
});
