import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportPreview, ExportRequest, OpenedProject } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { JobKind, JobRecord } from '../../shared/jobs.ts';

vi.mock('./app.svelte.ts', () => ({ app: {} }));
vi.mock('./client.ts', () => ({ onEvent: () => () => undefined }));
const { Exporting } = await import('./exporting.svelte.ts');

const project: OpenedProject = {
  folder: '/p',
  name: 'p',
  sources: ['/photos'],
  imageCount: 20,
  classCount: 2,
  boxes: { unreviewed: 20, accepted: 0, edited: 0, rejected: 0 },
  coverImageIds: [],
};

const preview: ExportPreview = {
  images: 20,
  boxes: 20,
  available: { unreviewed: 20, accepted: 0, edited: 0, rejected: 0 },
  withoutBoxes: 0,
  splits: { train: 20, val: 0, test: 0 },
  tree: [],
  sample: null,
  sampleImageId: null,
  obstacle: null,
};

const job: JobRecord = {
  id: 3,
  kind: 'export',
  title: 'Exporting COCO',
  state: 'running',
  stages: [],
  now: null,
  fraction: 0,
  etaSeconds: null,
  startedAt: null,
  finishedAt: null,
  error: null,
  isResumable: false,
  outcome: null,
  folder: null,
};

/** A window with a project; `kept` is what an earlier visit left. */
function setUp(kept: Record<string, string> = {}) {
  const asked: [string, unknown][] = [];
  let answer: (request: ExportRequest) => Promise<ExportPreview> = () => Promise.resolve(preview);
  const replies: Record<string, (args: never) => unknown> = {
    'export.formats': () => [
      { id: 'coco', title: 'COCO', description: '', files: '' },
      { id: 'voc', title: 'Pascal VOC', description: '', files: '' },
    ],
    'export.defaultFolder': ({ format }: { format: string }) => `/out/${format}`,
    'export.preview': (request: ExportRequest) => answer(request),
    'export.start': () => job,
    'app.chooseFolder': () => '/chosen',
  };
  const jobs: JobRecord[] = [];
  const app = {
    project,
    job: (kind: JobKind) => jobs.find((one) => one.kind === kind),
    report: vi.fn(),
  };
  let listener: (event: AppEvent) => void = () => undefined;
  const client = {
    ask: (name: string, args: unknown) => {
      asked.push([name, args]);
      return Promise.resolve(replies[name]?.(args as never) as never);
    },
    onEvent: (hear: (event: AppEvent) => void) => {
      listener = hear;
      return () => undefined;
    },
  };
  const keep = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => (kept[key] = value),
  };
  return {
    exporting: new Exporting(client, app, () => keep),
    app,
    asked,
    jobs,
    kept,
    previews: () =>
      asked.filter(([name]) => name === 'export.preview').map(([, args]) => args as ExportRequest),
    answerWith: (next: typeof answer) => (answer = next),
    tell: (event: AppEvent) => listener(event),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(200);

describe('coming to Export', () => {
  it('previews everything in one part, where Boxwright suggests', async () => {
    const { exporting, previews } = setUp();
    await exporting.show();
    await settle();
    expect(exporting.folder).toBe('/out/coco');
    expect(previews()).toEqual([
      {
        format: 'coco',
        out: '/out/coco',
        statuses: ['accepted', 'edited', 'unreviewed'],
        minScore: 0,
        imagesWithoutBoxes: false,
        splits: { train: 1, val: 0, test: 0 },
      },
    ]);
    expect(exporting.canStart).toBe(true);
  });

  it('has the choices of the last visit to this project', async () => {
    const { exporting, kept } = setUp();
    await exporting.show();
    exporting.change({ minScore: 0.8 });
    const again = setUp(kept);
    await again.exporting.show();
    expect(again.exporting.choices.minScore).toBe(0.8);
  });

  it('takes another format where the one of the last visit is gone', async () => {
    const { exporting } = setUp({ 'boxwright.export:/p': '{"format":"clay"}' });
    await exporting.show();
    expect(exporting.choices.format).toBe('coco');
  });
});

describe('changing the choices', () => {
  it('asks for one preview once a person pauses', async () => {
    const { exporting, previews } = setUp();
    await exporting.show();
    await settle();
    for (const minScore of [0.1, 0.2, 0.3]) exporting.change({ minScore });
    await vi.advanceTimersByTimeAsync(149);
    expect(previews()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(previews().map((request) => request.minScore)).toEqual([0, 0.3]);
  });

  it('keeps the newest preview, whichever comes last', async () => {
    const { exporting, answerWith } = setUp();
    await exporting.show();
    await settle();
    answerWith(async ({ minScore }) => {
      await new Promise((done) => setTimeout(done, minScore === 0.1 ? 1000 : 10));
      return { ...preview, images: minScore * 100 };
    });
    exporting.change({ minScore: 0.1 });
    await settle();
    exporting.change({ minScore: 0.2 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(exporting.preview?.images).toBe(20);
    expect(exporting.isChecking).toBe(false);
  });

  it('suggests a folder for each format, until a person chose one', async () => {
    const { exporting } = setUp();
    await exporting.show();
    exporting.change({ format: 'voc' });
    await settle();
    expect(exporting.folder).toBe('/out/voc');
    await exporting.chooseFolder();
    exporting.change({ format: 'coco' });
    await settle();
    expect(exporting.folder).toBe('/chosen');
  });

  it('asks for nothing that cannot be, and says why', async () => {
    const { exporting, previews } = setUp();
    await exporting.show();
    await settle();
    exporting.change({ splits: { train: 50, val: 0, test: 0 } });
    await settle();
    expect(previews()).toHaveLength(1);
    expect(exporting.obstacle).toContain('add to 50 %');
    expect(exporting.canStart).toBe(false);
  });

  it('says in words what the library refuses', async () => {
    const { exporting, answerWith } = setUp();
    answerWith(() => Promise.reject(new Error('No such folder.')));
    await exporting.show();
    await settle();
    expect(exporting.obstacle).toBe('No such folder.');
  });
});

describe('while the screen is up', () => {
  it('counts anew when boxes change, and rests when it is not', async () => {
    const { exporting, previews, tell } = setUp();
    await exporting.show();
    await settle();
    tell({ kind: 'images-changed' });
    await settle();
    expect(previews()).toHaveLength(2);
    exporting.hide();
    tell({ kind: 'images-changed' });
    await settle();
    expect(previews()).toHaveLength(2);
  });

  it('writes what was previewed, one export at a time', async () => {
    const { exporting, asked, previews, jobs, tell } = setUp();
    await exporting.show();
    await settle();
    await exporting.start();
    expect(asked.at(-1)).toEqual(['export.start', previews()[0]]);
    jobs.push(job);
    expect(exporting.canStart).toBe(false);

    const done: JobRecord = { ...job, state: 'succeeded', outcome: 'Written.' };
    jobs.splice(0, 1);
    tell({ kind: 'job', job: done });
    expect(exporting.job).toEqual(done);
    expect(exporting.canStart).toBe(true);
  });
});
