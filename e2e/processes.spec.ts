/**
 * The route by which a new Electron starts library and engine, tried in whichever Electron is here: its utility
 * processes exchange the same messages as forks do. (The programs are small, because in an old Electron the native
 * modules of the real ones do not load; realProcesses.test.ts tests the other route.)
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import ts from 'typescript';
import { foundElectron, sandboxArguments } from '../scripts/window/electron.ts';

const source = resolve(import.meta.dirname, '../src/main/shell/processes.ts');

const child = `
  process.parentPort.on('message', ({ data }) => {
    if (data === 'fail') {
      console.error('no space left');
      setTimeout(() => process.exit(3), 200);
    } else process.parentPort.postMessage([data, process.env.BOXWRIGHT_TEST]);
  });
`;

const main = `
  import { app, utilityProcess } from 'electron';
  import { writeFileSync } from 'node:fs';
  import { makeStartProcess } from './processes.js';

  const start = makeStartProcess({ versions: { electron: '45.4.1', napi: '10' }, utilityProcess, node: '/no/node' });
  app.whenReady().then(async () => {
    const begin = () => start({ entry: import.meta.dirname + '/child.mjs', name: 'Echo', env: { BOXWRIGHT_TEST: 'seven' } });
    const echo = begin();
    const heard = new Promise((hear) => echo.onMessage(hear));
    echo.post({ ids: new Int32Array([3, -1]) });
    const [message, word] = await heard;
    const failed = new Promise((hear) => echo.onEnd(hear));
    echo.post('fail');
    const detail = await failed;
    echo.post('nobody hears this');
    const other = begin();
    const killed = new Promise((hear) => other.onEnd(hear));
    other.onMessage(() => other.kill());
    other.post('hello');
    const facts = { kind: message.ids.constructor.name, ids: [...message.ids], word, detail, killed: await killed };
    writeFileSync(import.meta.dirname + '/facts.json', JSON.stringify(facts));
    app.quit();
  });
`;

test('utility processes carry typed arrays and tell how they ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-utility-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  write('processes.js', ts.transpileModule(readFileSync(source, 'utf8'), { compilerOptions }).outputText);
  write('package.json', JSON.stringify({ name: 'utility-test', type: 'module', main: 'main.js' }));
  write('main.js', main);
  write('child.mjs', child);
  const args = [folder, ...sandboxArguments(), `--user-data-dir=${join(folder, 'profile')}`];
  try {
    await promisify(execFile)(foundElectron().path, args, { timeout: 60_000, killSignal: 'SIGKILL' });
    expect(JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8'))).toEqual({
      kind: 'Int32Array',
      ids: [3, -1],
      word: 'seven',
      detail: 'Exit code 3\nno space left',
      killed: expect.stringMatching(/^Exit code \d+$/),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
