/** The processes here are fakes (testChild.ts) and so is the clock; realProcesses.test.ts has real ones. */
import { expect, test } from 'vitest';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { OpenedProject } from '../../shared/appDomain.ts';
import { Supervisor } from './supervisor.ts';
import { FakeChild } from './testChild.ts';

const config = { projectsFolder: '/projects', sampleFolder: '/sample', cacheFolder: '/machine' };

const birds: OpenedProject = {
  folder: '/projects/birds.boxwright',
  name: 'birds',
  sources: ['/photos/birds'],
  imageCount: 3,
  classCount: 2,
  boxes: { unreviewed: 3, accepted: 0, edited: 0, rejected: 0 },
  coverImageIds: [1],
};

class FakeClock {
  time = 0;
  alarms: { at: number; action: () => void }[] = [];

  now = () => this.time;

  after = (milliseconds: number, action: () => void) => {
    const alarm = { at: this.time + milliseconds, action };
    this.alarms.push(alarm);
    return () => void (this.alarms = this.alarms.filter((other) => other !== alarm));
  };

  pass(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.alarms.filter(({ at }) => at <= this.time);
    this.alarms = this.alarms.filter((alarm) => !due.includes(alarm));
    for (const { action } of due) action();
  }
}

function supervise() {
  const libraries: FakeChild[] = [];
  const engines: FakeChild[] = [];
  const events: AppEvent[] = [];
  const clock = new FakeClock();
  const supervisor = new Supervisor({
    start: (which) => {
      const child = new FakeChild();
      (which === 'library' ? libraries : engines).push(child);
      return child;
    },
    config,
    onEvent: (event) => events.push(event),
    clock,
  });
  supervisor.start();
  return { supervisor, libraries, engines, events, clock };
}

test('the library process gets its configuration first, and calls once it is ready', async () => {
  const { supervisor, libraries } = supervise();
  const reply = supervisor.call('classes.list', {});
  expect(libraries[0]!.posted).toEqual([{ kind: 'start', config: { ...config, reopen: null } }]);

  libraries[0]!.says({ kind: 'ready' });
  expect(libraries[0]!.posted[1]).toEqual({ kind: 'call', id: 1, name: 'classes.list', args: {} });
  libraries[0]!.says({ kind: 'reply', id: 1, reply: { ok: true, value: ['ibis'] } });
  expect(await reply).toEqual({ ok: true, value: ['ibis'] });
});

test('replies find their calls in any order', async () => {
  const { supervisor, libraries } = supervise();
  libraries[0]!.says({ kind: 'ready' });
  const replies = [supervisor.call('classes.list', {}), supervisor.call('jobs.list', {})];
  libraries[0]!.says({ kind: 'reply', id: 2, reply: { ok: true, value: 'jobs' } });
  libraries[0]!.says({ kind: 'reply', id: 1, reply: { ok: true, value: 'classes' } });
  expect(await Promise.all(replies)).toEqual([
    { ok: true, value: 'classes' },
    { ok: true, value: 'jobs' },
  ]);
});

test('the engine process is started by the first message for it, and messages pass through untouched', () => {
  const { libraries, engines } = supervise();
  libraries[0]!.says({ kind: 'ready' });
  expect(engines).toHaveLength(0);

  const request = { kind: 'request', id: 1, method: 'info', args: undefined };
  libraries[0]!.says({ kind: 'engine', message: request });
  libraries[0]!.says({ kind: 'engine', message: { kind: 'cancel', id: 1 } });
  expect(engines).toHaveLength(1);
  expect(engines[0]!.posted).toEqual([request, { kind: 'cancel', id: 1 }]);

  engines[0]!.says({ kind: 'done', id: 1, value: 'TensorFlow' });
  expect(libraries[0]!.posted.at(-1)).toEqual({
    kind: 'engine',
    message: { kind: 'done', id: 1, value: 'TensorFlow' },
  });
});

test('the library process hears that the engine died, and its next message starts another', () => {
  const { libraries, engines, events } = supervise();
  libraries[0]!.says({ kind: 'engine', message: 'train' });
  engines[0]!.ends('Signal SIGKILL\nout of memory');
  expect(libraries[0]!.posted.at(-1)).toEqual({
    kind: 'engine-died',
    detail: 'Signal SIGKILL\nout of memory',
  });
  expect(events).toEqual([]);

  libraries[0]!.says({ kind: 'engine', message: 'train again' });
  expect(engines).toHaveLength(2);
  expect(engines[1]!.posted).toEqual(['train again']);
  // What a dead process still had to say concerns nobody.
  const before = libraries[0]!.posted.length;
  engines[0]!.says('late');
  expect(libraries[0]!.posted).toHaveLength(before);
});

test('an engine that hears no wish to stop is killed when the library process says so', () => {
  const { libraries, engines } = supervise();
  libraries[0]!.says({ kind: 'engine', message: 'train' });
  libraries[0]!.says({ kind: 'end-engine' });
  expect(engines[0]!.isKilled).toBe(true);
  engines[0]!.ends('Signal SIGKILL');
  expect(libraries[0]!.posted.at(-1)).toEqual({ kind: 'engine-died', detail: 'Signal SIGKILL' });
});

test('a dead library process is started again with its project, and the window is told', async () => {
  const { supervisor, libraries, engines, events } = supervise();
  libraries[0]!.says({ kind: 'ready' });
  libraries[0]!.says({ kind: 'event', event: { kind: 'project', project: birds } });
  libraries[0]!.says({ kind: 'engine', message: 'train' });
  const sent = supervisor.call('review.undo', {});

  libraries[0]!.ends('Exit code 139');
  expect(await sent).toMatchObject({ ok: false, code: 'library-died', details: 'Exit code 139' });
  expect(engines[0]!.isKilled).toBe(true);
  expect(libraries[1]!.posted[0]).toEqual({
    kind: 'start',
    config: { ...config, reopen: birds.folder },
  });

  // What is asked in between waits for the new process.
  const waiting = supervisor.call('review.snapshot', {});
  libraries[1]!.says({ kind: 'event', event: { kind: 'project', project: birds } });
  libraries[1]!.says({ kind: 'ready' });
  libraries[1]!.says({ kind: 'reply', id: 2, reply: { ok: true, value: 'snapshot' } });
  expect(await waiting).toEqual({ ok: true, value: 'snapshot' });
  expect(events.map(({ kind }) => kind)).toEqual(['project', 'project', 'library-restarted']);
});

test('a project that was closed is not opened again', () => {
  const { libraries } = supervise();
  libraries[0]!.says({ kind: 'ready' });
  libraries[0]!.says({ kind: 'event', event: { kind: 'project', project: birds } });
  libraries[0]!.says({ kind: 'event', event: { kind: 'project', project: null } });
  libraries[0]!.ends('Exit code 1');
  expect(libraries[1]!.posted[0]).toMatchObject({ config: { reopen: null } });
});

test('a project that ends the library process while it is opened is not opened a second time', () => {
  const { libraries } = supervise();
  libraries[0]!.says({ kind: 'ready' });
  libraries[0]!.says({ kind: 'event', event: { kind: 'project', project: birds } });
  libraries[0]!.ends('Exit code 139');
  expect(libraries[1]!.posted[0]).toMatchObject({ config: { reopen: birds.folder } });
  libraries[1]!.ends('Exit code 139');
  expect(libraries[2]!.posted[0]).toMatchObject({ config: { reopen: null } });
});

test('the fourth death within a minute is the last: whatever is asked then is answered at once', async () => {
  const { supervisor, libraries, events, clock } = supervise();
  const waiting = supervisor.call('jobs.list', {});
  for (const index of [0, 1, 2, 3]) {
    clock.pass(10_000);
    libraries[index]!.ends('Exit code 1\nno such module');
  }
  expect(libraries).toHaveLength(4);
  expect(await waiting).toMatchObject({ ok: false, code: 'library-died' });
  expect(await supervisor.call('jobs.list', {})).toMatchObject({ ok: false, code: 'library-died' });
  expect(events).toMatchObject([
    { kind: 'library-lost', message: expect.stringContaining('no such module') as string },
  ]);
});

test('deaths that lie further apart are forgiven', () => {
  const { libraries, events, clock } = supervise();
  for (let index = 0; index < 6; index++) {
    clock.pass(25_000);
    libraries[index]!.ends('Exit code 1');
  }
  expect(libraries).toHaveLength(7);
  expect(events).toEqual([]);
});

test('quitting waits for the library process to close its project', async () => {
  const { supervisor, libraries, engines, clock } = supervise();
  libraries[0]!.says({ kind: 'engine', message: 'train' });
  const quit = supervisor.quit();
  expect(libraries[0]!.posted.at(-1)).toEqual({ kind: 'quit' });
  libraries[0]!.ends('Exit code 0');
  await quit;
  expect(engines[0]!.isKilled).toBe(true);
  expect(libraries).toHaveLength(1);
  expect(clock.alarms).toEqual([]);
});

test('a library process that does not end within five seconds of quitting is killed', async () => {
  const { supervisor, libraries, clock } = supervise();
  libraries[0]!.says({ kind: 'ready' });
  const pending = supervisor.call('review.undo', {});
  const quit = supervisor.quit();
  clock.pass(4999);
  expect(libraries[0]!.isKilled).toBe(false);
  clock.pass(1);
  expect(libraries[0]!.isKilled).toBe(true);
  libraries[0]!.ends('Signal SIGKILL');
  await quit;
  expect(await pending).toMatchObject({ ok: false, code: 'library-died' });
});
