/** Library and engine as processes, the real ones, on photographs of the sample: what happens without a window. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { LibraryConfig } from '../../shared/processes.ts';
import { TestApp } from './testApp.ts';

// Each of these processes takes seconds to load and to look at photographs, and other tests run beside them.
vi.setConfig({ testTimeout: 240_000 });

const sample = join(import.meta.dirname, '../../../resources/sample');
const folder = mkdtempSync(join(tmpdir(), 'boxwright-processes-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const CLASSES = ['emu', 'ibis', 'starfish'];
const EACH = 12;
const photos = join(folder, 'photos');
for (const name of CLASSES) {
  mkdirSync(join(photos, name), { recursive: true });
  for (const file of readdirSync(join(sample, name)).sort().slice(0, EACH))
    cpSync(join(sample, name, file), join(photos, name, file));
}

const config: LibraryConfig = {
  projectsFolder: join(folder, 'projects'),
  sampleFolder: sample,
  cacheFolder: join(folder, 'cache'),
  reopen: null,
};
const project = join(config.projectsFolder, 'photos.boxwright');
const count = CLASSES.length * EACH;

test('from a folder to files: import, train, review, export', async () => {
  const app = await TestApp.start(config);
  await app.ask('project.createFrom', { images: photos });
  const imported = await app.until(
    (event) => event.kind === 'job' && event.job.kind === 'import' && event.job,
  );
  expect(await app.ended(imported.id)).toMatchObject({ outcome: `${count} images added.` });

  const training = await app.ask('train.start', { recipe: 'quick', seed: 1, refine: false });
  expect(await app.ended(training.id)).toMatchObject({
    state: 'succeeded',
    outcome: `${count} boxes to review.`,
  });
  const live = app.events.flatMap((event) => (event.kind === 'training' ? [event.training] : []));
  expect(live.findLast((state) => state !== null)?.samples).toHaveLength(10);

  const { boxes } = await app.ask('review.snapshot', {});
  expect(boxes.ids).toHaveLength(count);
  const [first, second] = boxes.ids;
  await app.ask('review.decide', { decisions: [{ kind: 'accept', boxId: first! }] });
  await app.ask('review.decide', { decisions: [{ kind: 'reject', boxId: second! }] });
  expect(await app.ask('review.undo', {})).toMatchObject({
    count: 1,
    undo: { canUndo: true, canRedo: true },
  });
  expect((await app.ask('review.heatmap', { imageId: boxes.imageIds[0]! }))?.map.values).toHaveLength(
    17 * 17,
  );

  const out = join(folder, 'out');
  const exporting = await app.ask('export.start', {
    ...{ format: 'coco', out, statuses: ['accepted'], minScore: 0 },
    ...{ imagesWithoutBoxes: false, splits: { train: 1, val: 0, test: 0 } },
  });
  expect(await app.ended(exporting.id)).toMatchObject({ state: 'succeeded', folder: out });
  const coco = JSON.parse(readFileSync(join(out, 'annotations/instances_train.json'), 'utf8')) as {
    annotations: unknown[];
  };
  expect(coco.annotations).toHaveLength(1);
  await app.quit();
});

test('the engine is killed in mid-training: the rest lives on, and the training goes on where it was', async () => {
  const app = await TestApp.start({ ...config, reopen: project });
  // Another seed is another run; the features of the first are still there.
  const order = { recipe: 'quick', seed: 2, refine: false } as const;
  const training = await app.ask('train.start', order);
  await app.until((event) => event.kind === 'training' && (event.training?.history.length ?? 0) >= 1);
  app.killEngine();
  expect(await app.ended(training.id)).toMatchObject({
    state: 'failed',
    isResumable: true,
    error: { code: 'engine-died', details: 'Ended by SIGKILL' },
  });
  expect((await app.ask('review.snapshot', {})).boxes.ids).toHaveLength(count);
  const { resumable } = await app.ask('train.overview', {});
  expect(resumable).toMatchObject({ seed: 2, epochs: 8 });
  expect(resumable?.epochsDone).toBeGreaterThanOrEqual(1);

  const again = await app.ask('train.start', order);
  const runId = await app.until((event) =>
    event.kind === 'training' && event.training?.jobId === again.id ? event.training.runId : null,
  );
  expect(runId).toBe(resumable?.id);
  expect(await app.ended(again.id)).toMatchObject({ state: 'succeeded' });
  expect((await app.ask('train.overview', {})).runs[0]).toMatchObject({ epochsDone: 8, state: 'succeeded' });
  await app.quit();
});

test('the library is killed: what was decided is there again, the lock is not, and undo still knows the way', async () => {
  const app = await TestApp.start({ ...config, reopen: project });
  const { boxes } = await app.ask('review.snapshot', {});
  const unreviewed = [...boxes.ids].filter((_, i) => boxes.review[i] === 0).slice(0, 5);
  for (const boxId of unreviewed) await app.ask('review.decide', { decisions: [{ kind: 'accept', boxId }] });
  await app.killLibrary();

  const second = await TestApp.start({ ...config, reopen: project });
  const after = (await second.ask('review.snapshot', {})).boxes;
  const accepted = [...after.ids].filter((_, i) => after.review[i] === 1);
  expect(accepted).toEqual(expect.arrayContaining(unreviewed));
  let undone = 0;
  while (await second.ask('review.undo', {})) undone += 1;
  // Five of now, and the one that stood of the first test.
  expect(undone).toBe(6);
  await second.quit();
  expect(existsSync(project)).toBe(true);
});
