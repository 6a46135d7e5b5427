import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenedProject } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { CallName, Reply } from '../../shared/contract.ts';
import type { JobRecord } from '../../shared/jobs.ts';
import { App } from './app.svelte.ts';

const survey: OpenedProject = {
  folder: '/home/anna/survey.boxwright',
  name: 'survey',
  sources: ['/home/anna/survey'],
  imageCount: 3,
  classCount: 2,
  boxes: { unreviewed: 0, accepted: 0, edited: 0, rejected: 0 },
  coverImageIds: [],
};
const boxed: OpenedProject = { ...survey, boxes: { unreviewed: 3, accepted: 0, edited: 0, rejected: 0 } };

function job(id: number, over: Partial<JobRecord> = {}): JobRecord {
  return {
    id,
    kind: 'import',
    title: 'Adding survey',
    state: 'running',
    stages: [],
    now: null,
    fraction: 0.5,
    etaSeconds: null,
    startedAt: null,
    finishedAt: null,
    error: null,
    isResumable: false,
    outcome: null,
    folder: null,
    ...over,
  };
}

/** Stands for the preload's bridge: answers from a table, and lets a test play the other processes' events. */
class FakeBridge {
  readonly answers: Partial<Record<CallName, unknown>> = {
    'app.info': { version: '1.2.3', electron: '45.0.0', platform: 'linux' },
    'app.settings': { theme: 'system' },
    'project.current': null,
    'jobs.list': [],
    'images.problems': [],
  };
  readonly asked: [CallName, unknown][] = [];
  readonly #listeners = new Set<(event: AppEvent) => void>();

  async call(name: CallName, args: unknown): Promise<Reply<unknown>> {
    this.asked.push([name, args]);
    await Promise.resolve();
    const value = this.answers[name];
    if (value instanceof Failing) return value.reply;
    return { ok: true, value };
  }

  onEvent(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: AppEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** An answer that is a failure. */
class Failing {
  readonly reply: Reply<never>;

  constructor(reply: Extract<Reply<never>, { ok: false }>) {
    this.reply = reply;
  }
}

let bridge: FakeBridge;
let systemIsDark: boolean;
let followSystem: () => void;

/** An app whose first answers have come. */
async function started(): Promise<App> {
  const app = new App();
  app.start();
  await vi.waitUntil(() => app.ready);
  return app;
}

beforeEach(() => {
  bridge = new FakeBridge();
  systemIsDark = false;
  vi.stubGlobal('window', {
    boxwright: bridge,
    matchMedia: () => ({
      get matches() {
        return systemIsDark;
      },
      addEventListener: (_kind: string, follow: () => void) => {
        followSystem = follow;
      },
      removeEventListener: () => undefined,
    }),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('at the start', () => {
  it('shows Start where no project is open', async () => {
    const app = await started();
    expect(app.page).toBe('start');
    expect(app.info?.version).toBe('1.2.3');
  });

  it('shows the images of a project without boxes, and the review of one with boxes', async () => {
    bridge.answers['project.current'] = survey;
    expect((await started()).page).toBe('images');
    bridge.answers['project.current'] = boxed;
    expect((await started()).page).toBe('review');
  });

  it('keeps what events told while it was asking', async () => {
    const app = new App();
    bridge.answers['jobs.list'] = [job(1, { fraction: 0.1 })];
    app.start();
    bridge.emit({ kind: 'project', project: survey });
    bridge.emit({ kind: 'job', job: job(1, { state: 'succeeded', fraction: 1 }) });
    await vi.waitUntil(() => app.ready);
    expect(app.project?.name).toBe('survey');
    expect(app.jobs.map(({ state }) => state)).toEqual(['succeeded']);
  });

  it('counts the problems of the project', async () => {
    bridge.answers['project.current'] = survey;
    bridge.answers['images.problems'] = [{}, {}];
    const app = await started();
    await vi.waitUntil(() => app.problems === 2);
    bridge.emit({ kind: 'problems', count: 5 });
    expect(app.problems).toBe(5);
  });
});

describe('the theme', () => {
  it('follows the system, live, until a person chooses', async () => {
    const app = await started();
    expect(app.theme).toBe('light');
    systemIsDark = true;
    followSystem();
    expect(app.theme).toBe('dark');
    bridge.answers['app.changeSettings'] = { theme: 'light' };
    await app.changeTheme('light');
    expect(app.theme).toBe('light');
  });
});

describe('jobs', () => {
  it('are shown with the running one first and leave when they are dismissed', async () => {
    const app = await started();
    bridge.emit({ kind: 'job', job: job(1, { kind: 'train', state: 'queued' }) });
    bridge.emit({ kind: 'job', job: job(2) });
    expect(app.underWay.map(({ id }) => id)).toEqual([2, 1]);
    bridge.emit({ kind: 'job', job: job(2, { state: 'failed' }) });
    expect(app.underWay.map(({ id }) => id)).toEqual([1]);
    expect(app.failed.map(({ id }) => id)).toEqual([2]);
    bridge.answers['jobs.dismiss'] = null;
    await app.dismissJob(2);
    expect(app.failed).toEqual([]);
    // A late event of a job that is gone does not bring it back.
    bridge.emit({ kind: 'job', job: job(2, { state: 'failed' }) });
    expect(app.failed).toEqual([]);
  });

  it('of a kind are told by the latest', async () => {
    bridge.answers['jobs.list'] = [job(1, { state: 'failed' }), job(4), job(3, { kind: 'train' })];
    const app = await started();
    expect(app.job('import')?.id).toBe(4);
    expect(app.job('export')).toBeUndefined();
  });
});

describe('a project', () => {
  it('is made from a chosen folder, and nothing happens when none was chosen', async () => {
    const app = await started();
    bridge.answers['app.chooseFolder'] = null;
    await app.newProject();
    expect(app.project).toBeNull();
    bridge.answers['app.chooseFolder'] = '/home/anna/survey';
    bridge.answers['project.createFrom'] = survey;
    await app.newProject();
    expect(bridge.asked).toContainEqual(['project.createFrom', { images: '/home/anna/survey' }]);
    expect(app.page).toBe('images');
  });

  it('that cannot be opened is reported with its code, and can be tried again', async () => {
    const app = await started();
    bridge.answers['project.open'] = new Failing({
      ok: false,
      code: 'not-a-project',
      message: '/x is no project.',
      details: 'no library.db',
    });
    await app.open('/x');
    expect(app.failure).toEqual({
      message: '/x is no project.',
      details: 'code: not-a-project\nno library.db',
    });
    bridge.answers['project.open'] = boxed;
    await app.open(boxed.folder);
    expect(app.failure).toBeNull();
    expect(app.page).toBe('review');
  });

  it('keeps a person on their page while its counts change, and leaves them at Start when it is closed', async () => {
    bridge.answers['project.current'] = survey;
    const app = await started();
    app.go('export');
    bridge.emit({ kind: 'project-changed', project: boxed });
    expect([app.page, app.project?.boxes.unreviewed]).toEqual(['export', 3]);
    bridge.answers['project.close'] = null;
    await app.closeProject();
    expect(app.page).toBe('start');
    app.go('review');
    expect(app.page).toBe('start');
  });
});

describe('dropped folders', () => {
  it('make a project at Start, open one, or add to the open one', async () => {
    Object.assign(bridge.answers, {
      'project.createFrom': survey,
      'project.open': boxed,
      'images.add': job(7),
    });
    const app = await started();
    await app.takeFolders(['/photos']);
    await app.takeFolders(['/more', '/yet-more']);
    await app.takeFolders([boxed.folder]);
    const changes = bridge.asked.filter(([name]) => /createFrom|add|open/.test(name));
    expect(changes).toEqual([
      ['project.createFrom', { images: '/photos' }],
      ['images.add', { folder: '/more' }],
      ['images.add', { folder: '/yet-more' }],
      ['project.open', { folder: boxed.folder }],
    ]);
  });

  it('are refused in words where one is meant and several came', async () => {
    const app = await started();
    await app.takeFolders(['/photos/emu', '/photos/ibis']);
    expect(app.failure?.message).toContain('2 folders were dropped');
    expect(app.project).toBeNull();
  });

  it('that are files are refused by name', async () => {
    const app = await started();
    app.refuse(['cat.jpg']);
    expect(app.failure?.message).toContain('“cat.jpg” is not a folder');
  });
});

describe('when the library process dies', () => {
  it('asks for everything again once it is back, by new numbers of jobs', async () => {
    bridge.answers['project.current'] = survey;
    bridge.answers['jobs.list'] = [job(9, { state: 'failed' })];
    const app = await started();
    bridge.answers['jobs.list'] = [job(1)];
    bridge.emit({ kind: 'library-restarted' });
    await vi.waitUntil(() => app.jobs[0]?.id === 1);
    expect(app.jobs).toHaveLength(1);
    expect(app.page).toBe('images');
  });

  it('says why when it does not come back', async () => {
    const app = await started();
    bridge.emit({ kind: 'library-lost', message: 'exit code 9' });
    expect(app.lost).toBe('exit code 9');
  });
});

describe('what goes wrong', () => {
  it('is not shown where a person stopped it', async () => {
    const app = await started();
    bridge.answers['jobs.cancel'] = new Failing({ ok: false, code: 'cancelled', message: 'Stopped.' });
    await app.cancelJob(1);
    expect(app.failure).toBeNull();
  });

  it('counts decisions as saved even when their write fails', async () => {
    const app = await started();
    const write = app.whileSaving(Promise.reject(new Error('disk')));
    expect(app.saving).toBe(1);
    await expect(write).rejects.toThrow('disk');
    expect(app.saving).toBe(0);
  });
});
