/** Real processes, forked by the route of an Electron that is too old for the native modules; their programs are small. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AppEvent } from '../../shared/appEvents.ts';
import { makeStartProcess } from './processes.ts';
import type { Child } from './processes.ts';
import { Supervisor, systemClock } from './supervisor.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-processes-'));
  // The shell hands on what its processes complain of; here they are meant to.
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = makeStartProcess({
  versions: { electron: '33.2.1', napi: '9' },
  utilityProcess: {
    fork: () => {
      throw new Error('Too old for that.');
    },
  },
  node: process.execPath,
});

function startProgram(name: string, text: string): Child {
  const entry = join(folder, `${name}.mjs`);
  writeFileSync(entry, text);
  return start({ entry, name, env: { BOXWRIGHT_TEST: 'seven' } });
}

const nextMessage = (child: Child) => new Promise<unknown>((hear) => child.onMessage(hear));
const end = (child: Child) => new Promise<string>((hear) => child.onEnd(hear));

test('typed arrays cross as they are, not a number in between', async () => {
  const child = startProgram('echo', `process.on('message', (message) => process.send(message));`);
  const message = {
    ids: new Int32Array([3, -1, 7]),
    scores: new Float32Array([0.5, Number.NaN]),
    none: undefined,
  };
  const echoed = nextMessage(child);
  child.post(message);
  expect(await echoed).toEqual(message);
  const ended = end(child);
  child.kill();
  expect(await ended).toBe('Signal SIGKILL');
});

test('a process has the shell’s environment, and what is its own', async () => {
  const child = startProgram(
    'environment',
    `process.send([process.env.BOXWRIGHT_TEST, process.env.PATH]); process.on('message', () => undefined);`,
  );
  expect(await nextMessage(child)).toEqual(['seven', process.env['PATH']]);
  child.kill();
});

test('a death is told with its exit code and the last lines of stderr', async () => {
  const child = startProgram(
    'failing',
    `console.error('reading weights\\nno space left'); process.exitCode = 3;`,
  );
  expect(await end(child)).toBe('Exit code 3\nreading weights\nno space left');
  // Nobody hears this, and nothing breaks.
  child.post('still there?');
});

test('a program that is not there is a death like any other', async () => {
  const child = start({ entry: join(folder, 'missing.mjs'), name: 'missing', env: {} });
  expect(await end(child)).toMatch(/^Exit code 1\n[\s\S]*missing\.mjs/);
});

test('a Node that is not there is a death like any other', async () => {
  const startWithout = makeStartProcess({
    versions: {},
    utilityProcess: { fork: () => expect.unreachable() },
    node: join(folder, 'no-node'),
  });
  const child = startWithout({ entry: join(folder, 'echo.mjs'), name: 'echo', env: {} });
  expect(await end(child)).toContain('no-node');
});

const library = `
  const post = (message) => process.send(message);
  process.on('message', (message) => {
    if (message.kind === 'start') post({ kind: 'ready' });
    if (message.kind === 'engine') post({ kind: 'event', event: { kind: 'engine', engine: message.message } });
    if (message.kind === 'engine-died') post({ kind: 'event', event: { kind: 'problems', count: message.detail.length } });
    if (message.kind === 'quit') process.exit(0);
    if (message.kind !== 'call') return;
    if (message.name === 'die') process.kill(process.pid, 'SIGKILL');
    if (message.name === 'ask-engine') post({ kind: 'engine', message: message.args });
    post({ kind: 'reply', id: message.id, reply: { ok: true, value: [process.pid, message.args] } });
  });
`;
const engine = `
  process.on('message', (message) => {
    if (message === 'die') process.kill(process.pid, 'SIGKILL');
    process.send({ name: 'Small engine', device: message });
  });
`;

test('killed processes are started again, and the window goes on asking', async () => {
  const events: AppEvent[] = [];
  const heard = (kind: AppEvent['kind']) =>
    expect.poll(() => events.map((event) => event.kind), { timeout: 20_000 }).toContain(kind);
  const supervisor = new Supervisor({
    start: (which) => startProgram(which, which === 'library' ? library : engine),
    config: { projectsFolder: folder, sampleFolder: folder, cacheFolder: folder },
    onEvent: (event) => events.push(event),
    clock: systemClock,
  });
  supervisor.start();
  const first = await supervisor.call('hello', new Float64Array([1.5]));
  expect(first).toEqual({ ok: true, value: [expect.any(Number), new Float64Array([1.5])] });

  await supervisor.call('ask-engine', 'CPU');
  await heard('engine');
  expect(events).toContainEqual({ kind: 'engine', engine: { name: 'Small engine', device: 'CPU' } });
  await supervisor.call('ask-engine', 'die');
  await heard('problems');
  expect(events).toContainEqual({ kind: 'problems', count: 'Signal SIGKILL'.length });

  expect(await supervisor.call('die', {})).toMatchObject({ ok: false, code: 'library-died' });
  const after = await supervisor.call('hello', 'again');
  expect(after).toMatchObject({ ok: true, value: [expect.any(Number), 'again'] });
  expect(after).not.toMatchObject({ value: [(first as { value: unknown[] }).value[0]] });
  expect(events.at(-1)).toEqual({ kind: 'library-restarted' });
  await supervisor.quit();
});
