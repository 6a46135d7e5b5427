import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  LiveTraining,
  OpenedProject,
  RunView,
  TrainEstimate,
  TrainOverview,
} from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { JobKind, JobRecord } from '../../shared/jobs.ts';

vi.mock('./app.svelte.ts', () => ({ app: {} }));
vi.mock('./client.ts', () => ({ onEvent: () => () => undefined }));
const { Training } = await import('./training.svelte.ts');

const project: OpenedProject = {
  folder: '/p',
  name: 'p',
  sources: ['/photos'],
  imageCount: 20,
  classCount: 2,
  boxes: { unreviewed: 20, accepted: 0, edited: 0, rejected: 0 },
  coverImageIds: [],
};

const run: RunView = {
  id: 4,
  recipe: 'quick',
  seed: 11,
  state: 'failed',
  epochsDone: 3,
  epochs: 8,
  startedAt: '2025-11-04T09:41:00Z',
  finishedAt: null,
  hasModel: false,
  refinement: null,
  history: [],
};

const overview: TrainOverview = {
  checks: [],
  isReady: true,
  imageCount: 20,
  classCount: 2,
  reviewedCount: 0,
  runs: [],
  inUse: null,
  resumable: null,
  live: null,
};

const estimate: TrainEstimate = {
  recipe: 'quick',
  refine: true,
  epochs: 8,
  images: 20,
  stages: [],
  seconds: 60,
  low: 50,
  high: 70,
  basis: '3 real batches',
};

const live: LiveTraining = {
  jobId: 7,
  runId: 4,
  recipe: 'quick',
  epochs: 8,
  history: [{ loss: 2, accuracy: 0.5 }],
  batchLosses: [2],
  batches: 8,
  refinement: null,
  samples: [],
};

function job(change: Partial<JobRecord>): JobRecord {
  return {
    id: 7,
    kind: 'train',
    title: 'Training',
    state: 'running',
    stages: [],
    now: null,
    fraction: 0,
    etaSeconds: null,
    startedAt: null,
    finishedAt: null,
    error: null,
    isResumable: true,
    outcome: null,
    folder: null,
    ...change,
  };
}

/** A window with a project, whose other processes answer as `answers` says and say what `tell` is given. */
function setUp(answers: Record<string, unknown> = {}) {
  const replies: Record<string, unknown> = {
    'train.overview': overview,
    'train.estimate': estimate,
    'train.start': job({ state: 'queued' }),
    'train.calibrate': job({ id: 1, kind: 'calibrate', state: 'queued' }),
    'train.discard': overview,
    'train.stopAndKeep': null,
    'jobs.cancel': null,
    ...answers,
  };
  const asked: unknown[][] = [];
  const jobs: JobRecord[] = [];
  const app = {
    page: 'train',
    project,
    job: (kind: JobKind) => jobs.findLast((one) => one.kind === kind),
    go: (page: string) => (app.page = page),
    report: vi.fn(),
    dismissJob: vi.fn((jobId: number) => {
      jobs.splice(0, jobs.length, ...jobs.filter(({ id }) => id !== jobId));
      return Promise.resolve();
    }),
  };
  let listener: (event: AppEvent) => void = () => undefined;
  const client = {
    ask: (name: string, args: unknown) => {
      asked.push([name, args]);
      const reply = replies[name];
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply as never);
    },
    onEvent: (hear: (event: AppEvent) => void) => {
      listener = hear;
      return () => undefined;
    },
  };
  const training = new Training(client, app);
  const tell = async (event: AppEvent) => {
    if (event.kind === 'job') {
      jobs.splice(0, jobs.length, ...jobs.filter(({ id }) => id !== event.job.id), event.job);
    }
    listener(event);
    await vi.runAllTimersAsync();
  };
  const names = () => asked.map(([name]) => name);
  return { training, app, tell, asked, names, replies };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('coming to Train', () => {
  it('asks how things are', async () => {
    const { training } = setUp();
    await training.show();
    expect(training.overview).toEqual(overview);
    expect(training.estimate).toEqual(estimate);
  });

  it('measures the machine once, where nobody has yet', async () => {
    const { training, names, tell, replies } = setUp({ 'train.estimate': null });
    await training.show();
    expect(names()).toEqual(['train.overview', 'train.estimate', 'train.calibrate']);

    await tell({ kind: 'job', job: job({ id: 1, kind: 'calibrate', state: 'running' }) });
    expect(training.isMeasuring).toBe(true);
    replies['train.estimate'] = estimate;
    const finishedAt = new Date().toISOString();
    await tell({ kind: 'job', job: job({ id: 1, kind: 'calibrate', state: 'succeeded', finishedAt }) });
    expect(training.isMeasuring).toBe(false);
    expect(training.estimate).toEqual(estimate);
    expect(training.isFresh).toBe(true);
    vi.setSystemTime(Date.now() + 11 * 60_000);
    expect(training.isFresh).toBe(false);
  });

  it('does not measure again and again when that fails', async () => {
    const { training, names, tell } = setUp({ 'train.estimate': null });
    await training.show();
    const error = { code: 'internal', message: 'No.', details: '' } as const;
    await tell({ kind: 'job', job: job({ id: 1, kind: 'calibrate', state: 'failed', error }) });
    expect(names().filter((name) => name === 'train.calibrate')).toHaveLength(1);
    expect(training.measureFailure).toBe('No.');
  });

  it('waits with measuring until the images are in', async () => {
    const { training, names, tell } = setUp({ 'train.estimate': null });
    await tell({ kind: 'job', job: job({ id: 2, kind: 'import' }) });
    await training.show();
    expect(names()).not.toContain('train.calibrate');
    await tell({ kind: 'job', job: job({ id: 2, kind: 'import', state: 'succeeded' }) });
    expect(names()).toContain('train.calibrate');
  });

  it('forgets another project, also when its answers come late', async () => {
    const { training, tell } = setUp();
    const late = training.show();
    await tell({ kind: 'project', project: null });
    await late;
    expect(training.overview).toBeNull();
  });

  it('says what went wrong with a question', async () => {
    const { training, app } = setUp({ 'train.overview': new Error('gone') });
    await training.show();
    expect(app.report).toHaveBeenCalledOnce();
  });
});

describe('a training', () => {
  it('leads on to Review when it was started here and its screen is still up', async () => {
    const { training, app, tell, asked } = setUp();
    await training.show();
    training.seed = 5;
    await training.start();
    expect(asked).toContainEqual(['train.start', { recipe: 'quick', seed: 5, refine: true }]);
    await tell({ kind: 'job', job: job({}) });
    expect(app.page).toBe('train');
    await tell({ kind: 'job', job: job({ state: 'succeeded' }) });
    expect(app.page).toBe('review');
  });

  it('leaves a person where they went meanwhile', async () => {
    const { training, app, tell } = setUp();
    await training.show();
    await training.start();
    app.page = 'images';
    await tell({ kind: 'job', job: job({ state: 'succeeded' }) });
    expect(app.page).toBe('images');
  });

  it('is not taken for a job of a library process that was started anew', async () => {
    const { training, app, tell } = setUp();
    await training.show();
    await training.start();
    await tell({ kind: 'library-restarted' });
    await tell({ kind: 'job', job: job({ state: 'succeeded' }) });
    expect(app.page).toBe('train');
  });

  it('stays on its screen when it fails, and asks what can be resumed', async () => {
    const { training, app, tell, replies } = setUp();
    await training.show();
    await training.start();
    replies['train.overview'] = { ...overview, resumable: run };
    await tell({ kind: 'job', job: job({ state: 'failed' }) });
    expect(app.page).toBe('train');
    expect(training.overview?.resumable?.id).toBe(4);
  });

  it('is not started twice, nor before the project is ready', async () => {
    const { training, names, tell, replies } = setUp();
    await training.show();
    await Promise.all([training.start(), training.start()]);
    await tell({ kind: 'job', job: job({}) });
    await training.start();
    expect(names().filter((name) => name === 'train.start')).toHaveLength(1);

    replies['train.overview'] = { ...overview, isReady: false };
    await tell({ kind: 'job', job: job({ state: 'cancelled' }) });
    await training.start();
    expect(names().filter((name) => name === 'train.start')).toHaveLength(1);
  });

  it('is stopped altogether before its first whole epoch, and kept from then on', async () => {
    const { training, asked, tell } = setUp();
    await training.show();
    await tell({ kind: 'job', job: job({ now: { stage: 'Look at images', done: 1, total: 9 } }) });
    await tell({ kind: 'training', training: { ...live, history: [] } });
    expect(training.canKeep).toBe(false);
    await tell({ kind: 'training', training: live });
    await tell({ kind: 'job', job: job({ now: { stage: 'Train', done: 1, total: 8 } }) });
    expect(training.canKeep).toBe(true);
    await training.stop();
    expect(asked.at(-1)).toEqual(['train.stopAndKeep', { jobId: 7 }]);
    await training.stop();
    expect(asked.at(-1)).toEqual(['train.stopAndKeep', { jobId: 7 }]);

    await tell({ kind: 'job', job: job({ state: 'succeeded' }) });
    await tell({ kind: 'job', job: job({ id: 8, now: { stage: 'Look at images', done: 1, total: 9 } }) });
    await training.stop();
    expect(asked.at(-1)).toEqual(['jobs.cancel', { jobId: 8 }]);
  });

  it('is kept when it is stopped while boxes are refined', async () => {
    const { training, asked, tell } = setUp();
    await training.show();
    await tell({ kind: 'training', training: live });
    for (const stage of ['Rough boxes', 'Refine']) {
      await tell({ kind: 'job', job: job({ now: { stage, done: 1, total: 8 } }) });
      expect(training.canKeep).toBe(true);
    }
    await training.stop();
    expect(asked.at(-1)).toEqual(['train.stopAndKeep', { jobId: 7 }]);
  });

  it('is estimated anew when refinement is switched off', async () => {
    const { training, asked } = setUp();
    await training.show();
    expect(asked).toContainEqual(['train.estimate', { refine: true }]);
    await training.chooseRefine(false);
    expect(asked.at(-1)).toEqual(['train.estimate', { refine: false }]);
    await training.start();
    expect(asked.at(-1)).toEqual(['train.start', { recipe: 'quick', seed: 1, refine: false }]);
  });

  it('shows what its epochs came to until its boxes are drawn as well', async () => {
    const { training, tell } = setUp();
    await training.show();
    await tell({ kind: 'job', job: job({ now: { stage: 'Train', done: 8, total: 8 } }) });
    await tell({ kind: 'training', training: live });
    await tell({ kind: 'training', training: null });
    await tell({ kind: 'job', job: job({ now: { stage: 'Find boxes', done: 1, total: 20 } }) });
    expect(training.live?.history).toEqual(live.history);
    await tell({ kind: 'job', job: job({ state: 'succeeded' }) });
    await vi.waitFor(() => expect(training.live).toBeNull());
  });

  it('is resumed with what it was started with, whatever is chosen now', async () => {
    const { training, asked } = setUp({ 'train.overview': { ...overview, resumable: run } });
    await training.show();
    training.seed = 5;
    await training.resume();
    expect(asked.at(-1)).toEqual(['train.start', { recipe: 'quick', seed: 11, refine: false }]);
  });

  it('is thrown away, and with it what was said of its failure', async () => {
    const { training, app, asked, tell } = setUp({ 'train.overview': { ...overview, resumable: run } });
    await training.show();
    await tell({ kind: 'job', job: job({ state: 'failed' }) });
    await training.discard();
    expect(asked.at(-1)).toEqual(['train.discard', { runId: 4 }]);
    expect(training.overview?.resumable).toBeNull();
    expect(app.dismissJob).toHaveBeenCalledWith(7);
    expect(training.job).toBeNull();
  });
});
