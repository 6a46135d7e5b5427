/** The library process's work on real projects, with a fake engine (fakeEngine.ts): the real one would take minutes. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BoxwrightError } from '../../shared/errors.ts';
import { Project } from '../library/project.ts';
import { picture, writeClasses, writeTree } from '../library/testFolders.ts';
import { answer } from './handlers.ts';
import { house } from './testHouse.ts';

test('a folder becomes a project, which opens at once and fills while one watches', async () => {
  const { folder, events, ask, until, ended } = house();
  const images = join(folder, 'pets');
  writeClasses(images, ['cat', 'dog'], 6);
  writeTree(images, { 'cat/broken.png': 'not an image' });
  const project = await ask('project.createFrom', { images });
  expect(project).toMatchObject({
    name: 'pets',
    imageCount: 0,
    folder: join(folder, 'projects/pets.boxwright'),
  });
  const job = await until((event) => event.kind === 'job' && event.job.kind === 'import' && event.job);
  expect(await ended(job.id)).toMatchObject({
    title: 'Adding pets',
    state: 'succeeded',
    outcome: '12 images added. 1 file with a problem.',
  });
  const added = events.flatMap((event) => (event.kind === 'images-added' ? [...event.images.ids] : []));
  expect(added.toSorted((a, b) => a - b)).toEqual(
    [...(await ask('review.snapshot', {})).images.ids].sort((a, b) => a - b),
  );
  expect(added).toHaveLength(12);
  const problems = await ask('images.problems', {});
  expect(problems.map(({ relativePath }) => relativePath)).toContain('cat/broken.png');
  expect(events.findLast(({ kind }) => kind === 'problems')).toEqual({
    kind: 'problems',
    count: problems.length,
  });
  expect(await ask('project.current', {})).toMatchObject({
    imageCount: 12,
    classCount: 2,
    sources: [images],
  });
});

test('images of too few classes are in all the same, and it is said what is missing', async () => {
  const { folder, ask, until, ended } = house();
  const images = join(folder, 'pets');
  writeClasses(images, ['cat'], 3);
  await ask('project.createFrom', { images });
  const job = await until((event) => event.kind === 'job' && event.job.kind === 'import' && event.job);
  const end = await ended(job.id);
  expect(end).toMatchObject({
    state: 'succeeded',
    outcome: expect.stringMatching(/^3 images added\. .*one class \(cat\)/) as string,
  });
  const { isReady, checks } = await ask('train.overview', {});
  expect(isReady).toBe(false);
  expect(checks).toMatchObject([{ level: 'bad', text: expect.stringContaining('only one class') as string }]);
  await expect(ask('train.start', { recipe: 'quick', seed: 1, refine: false })).rejects.toMatchObject({
    code: 'too-few-classes',
  });
});

test('no project is made for a folder that is not there, is a file, or holds no folder', async () => {
  const { folder, config, ask } = house();
  mkdirSync(join(folder, 'loose'));
  writeFileSync(join(folder, 'loose/1.png'), picture(1));
  const refused = (images: string) =>
    expect(ask('project.createFrom', { images: join(folder, images) })).rejects;
  await refused('nowhere').toMatchObject({ code: 'not-found' });
  await refused('loose/1.png').toMatchObject({ code: 'not-found' });
  await refused('loose').toMatchObject({ code: 'empty-folder' });
  expect(existsSync(config.projectsFolder)).toBe(false);
  expect(await ask('project.current', {})).toBeNull();
});

test('the same folder again is the same project; another of the same name gets a number', async () => {
  const { folder, config, ask, pets } = house();
  const { project, images } = await pets();
  await ask('project.close', {});
  expect((await ask('project.createFrom', { images })).folder).toBe(project.folder);
  const other = join(folder, 'elsewhere/pets');
  writeClasses(other, ['cow', 'hen'], 5);
  expect(await ask('project.createFrom', { images: other })).toMatchObject({ name: 'pets 2' });
  expect(readdirSync(config.projectsFolder).sort()).toEqual(['pets 2.boxwright', 'pets.boxwright']);
});

test('after the first images the machine is measured, once, without a word', async () => {
  const { config, engine, events, ask, until, pets } = house();
  const { project } = await pets(6);
  expect(await ask('train.estimate', { refine: false })).toBeNull();
  await until((event) => event.kind === 'job' && event.job.kind === 'calibrate' && event.job.finishedAt);
  expect(existsSync(join(config.cacheFolder, 'calibration.json'))).toBe(true);
  // 12 views at 0.1 s and 1 s of getting ready; one batch in each of 4 epochs at 0.1 s; 12 boxes at 0.01 s.
  expect((await ask('train.estimate', { refine: false }))?.seconds).toBeCloseTo(1 + 1.2 + 0.4 + 0.12);
  expect((await ask('jobs.list', {})).map(({ kind }) => kind)).toEqual(['import']);
  await ask('project.close', {});
  await ask('project.open', { folder: project.folder });
  await pets(6, 'others');
  expect(engine.measured).toEqual([12]);
  expect(events.filter((event) => event.kind === 'engine')[0]).toMatchObject({
    engine: { name: 'Fake 1.0' },
  });
});

test('training shows its losses and boxes as it goes and ends with boxes to review', async () => {
  const { events, ask, pets, train } = house();
  await pets(20);
  expect(await train()).toMatchObject({ state: 'succeeded', outcome: '40 boxes to review.' });
  const live = events.flatMap((event) => (event.kind === 'training' ? [event.training] : []));
  expect(live[0]).toMatchObject({ runId: null, epochs: 4, batchLosses: [] });
  expect(live.at(-1)).toBeNull();
  const boxes = events.flatMap((event) => (event.kind === 'boxes' ? [...event.changes.imageIds] : []));
  expect(new Set(boxes).size).toBe(40);
  const { inUse, runs, resumable } = await ask('train.overview', {});
  expect({ inUse, resumable }).toEqual({ inUse: 1, resumable: null });
  expect(runs).toMatchObject([{ id: 1, state: 'succeeded', epochsDone: 4, epochs: 4, hasModel: true }]);
  expect(runs[0]?.history.map(({ loss }) => loss)).toEqual([1, 1 / 2, 1 / 3, 1 / 4]);
});

test('ten sample images of all classes are watched, each with its box of the epoch before', async () => {
  const { engine, ask, pets, train } = house();
  await pets(20);
  const samples: unknown[] = [];
  engine.afterEpoch = async (epoch) => {
    const { live } = await ask('train.overview', {});
    samples.push(live?.samples.length, live?.samples[0]?.previous?.w ?? null);
    expect(new Set(live?.samples.map(({ classId }) => classId)).size).toBe(2);
    expect(live?.batchLosses).toHaveLength(epoch);
    expect(live?.runId).toBe(1);
  };
  await train();
  // The fake's boxes are as wide as the epoch has a number.
  expect(samples).toEqual([10, null, 10, 1, 10, 2, 10, 3]);
});

test('a training whose engine dies fails, says that it goes on, and does', async () => {
  const { engine, ask, pets, train } = house();
  await pets();
  engine.afterEpoch = (epoch) => {
    if (epoch === 2) throw new BoxwrightError('engine-died', 'The engine stopped unexpectedly.');
  };
  expect(await train()).toMatchObject({ state: 'failed', isResumable: true, error: { code: 'engine-died' } });
  expect((await ask('train.overview', {})).resumable).toMatchObject({ id: 1, epochsDone: 2, epochs: 4 });
  const epochs: number[] = [];
  engine.afterEpoch = (epoch) => void epochs.push(epoch);
  expect(await train()).toMatchObject({ state: 'succeeded' });
  expect(epochs).toEqual([3, 4]);
  expect((await ask('train.overview', {})).runs).toMatchObject([
    { id: 1, state: 'succeeded', epochsDone: 4 },
  ]);
});

test('stopped, a training keeps its last whole epoch, draws boxes with it, and can go on later', async () => {
  const { engine, ask, pets, ended, train } = house();
  await pets();
  const job = ask('train.start', { recipe: 'quick', seed: 1, refine: false });
  engine.afterEpoch = async (epoch) => {
    if (epoch === 3) await ask('train.stopAndKeep', { jobId: (await job).id });
  };
  expect(await ended((await job).id)).toMatchObject({ state: 'succeeded', outcome: '12 boxes to review.' });
  const { resumable, inUse } = await ask('train.overview', {});
  expect(inUse).toBe(1);
  expect(resumable).toMatchObject({ epochsDone: 3, hasModel: true });
  engine.afterEpoch = () => undefined;
  expect(await train()).toMatchObject({ state: 'succeeded' });
  expect((await ask('train.overview', {})).runs).toMatchObject([{ epochsDone: 4, state: 'succeeded' }]);
});

test('a second click on train gives the training that runs; a cancelled one can be thrown away', async () => {
  const { engine, ask, pets, ended } = house();
  await pets();
  const job = await ask('train.start', { recipe: 'quick', seed: 1, refine: false });
  engine.afterEpoch = async (epoch) => {
    if (epoch === 1) await ask('jobs.cancel', { jobId: job.id });
  };
  expect((await ask('train.start', { recipe: 'quick', seed: 2, refine: false })).id).toBe(job.id);
  expect(await ended(job.id)).toMatchObject({ state: 'cancelled', isResumable: true });
  const { resumable } = await ask('train.overview', {});
  expect(resumable).toMatchObject({ epochsDone: 1 });
  expect((await ask('train.discard', { runId: resumable?.id ?? 0 })).runs).toEqual([]);
});

test('decisions are answered with what they changed, and undone again', async () => {
  const { ask, pets, train } = house();
  await pets();
  await train();
  const { boxes } = await ask('review.snapshot', {});
  const [first, second] = boxes.ids;
  const decided = await ask('review.decide', {
    decisions: [
      { kind: 'accept', boxId: first! },
      { kind: 'reject', boxId: second! },
    ],
  });
  expect(decided).toMatchObject({ count: 2, undo: { canUndo: true, canRedo: false }, pending: 0 });
  // reviewStates: unreviewed, accepted, edited, rejected
  expect([...decided.changes.boxes.review]).toEqual([1, 3]);
  expect(await ask('project.current', {})).toMatchObject({
    boxes: { unreviewed: 10, accepted: 1, rejected: 1 },
  });
  const undone = await ask('review.undo', {});
  expect([...(undone?.changes.boxes.review ?? [])]).toEqual([0, 0]);
  expect(await ask('review.undo', {})).toBeNull();
  expect((await ask('review.redo', {}))?.count).toBe(2);
});

test('theta: the boxes in sight follow in the reply, all others afterwards, at the latest theta', async () => {
  const { events, ask, until, pets, train } = house();
  await pets(150);
  await train();
  const { images, boxes } = await ask('review.snapshot', {});
  const widest = Math.max(...Array.from(boxes.ids, (_, i) => boxes.geometry[4 * i + 2]!));
  await ask('review.decide', { decisions: [{ kind: 'accept', boxId: boxes.ids[5]! }] });
  const first = [...images.ids.slice(0, 3)];
  const reply = await ask('review.setTheta', { theta: 0.2, classId: null, first });
  expect([...reply.changes.imageIds].sort((a, b) => a - b)).toEqual(first.toSorted((a, b) => a - b));
  expect(reply.pending).toBe(300 - 1 - 3);
  // A newer one takes the place of the one that has hardly begun.
  const heard = events.length;
  await ask('review.setTheta', { theta: 0.6, classId: null, first: [] });
  await until((event) => events.indexOf(event) >= heard && event.kind === 'theta' && event.pending === 0);
  const after = (await ask('review.snapshot', {})).boxes;
  const widths = Array.from(after.ids, (_, i) => after.geometry[4 * i + 2]!);
  const [accepted] = widths.splice(5, 1);
  expect(new Set(widths).size).toBe(1);
  expect(widths[0]).toBeLessThan(widest);
  expect(accepted).toBe(boxes.geometry[4 * 5 + 2]);
  const swept = events
    .slice(heard)
    .flatMap((event) => (event.kind === 'boxes' ? [event.changes.imageIds.length] : []));
  expect(Math.max(...swept)).toBeLessThanOrEqual(200);
});

test('boxes that a crash has left behind theta follow when the project is opened again', async () => {
  const { ask, until, pets, train } = house();
  const { project } = await pets();
  await train();
  const widthsOf = ({ ids, geometry }: { ids: Int32Array; geometry: Float64Array }) => [
    ...new Set(Array.from(ids, (_, i) => geometry[4 * i + 2])),
  ];
  const [before] = widthsOf((await ask('review.snapshot', {})).boxes);
  await ask('project.close', {});
  {
    using crashed = Project.open(project.folder);
    crashed.theta.set(0.6, null);
  }
  await ask('project.open', { folder: project.folder });
  await until((event) => event.kind === 'theta' && event.pending === 0);
  const after = widthsOf((await ask('review.snapshot', {})).boxes);
  expect(after).toHaveLength(1);
  expect(after[0]).toBeLessThan(before!);
  await ask('project.close', {});
});

test('classes: renaming, ordering and merging are told to the window', async () => {
  const { events, ask, pets } = house();
  await pets();
  const [cat, dog] = await ask('classes.list', {});
  await ask('classes.rename', { classId: cat!.id, name: 'kitten' });
  await expect(ask('classes.rename', { classId: dog!.id, name: 'kitten' })).rejects.toMatchObject({
    code: 'name-taken',
  });
  expect((await ask('classes.reorder', { classIds: [dog!.id, cat!.id] })).map(({ name }) => name)).toEqual([
    'dog',
    'kitten',
  ]);
  expect(await ask('classes.merge', { from: dog!.id, into: cat!.id })).toMatchObject([
    { name: 'kitten', imageCount: 12 },
  ]);
  expect(events.filter(({ kind }) => kind === 'images-changed')).toHaveLength(2);
  expect(await ask('classes.undoMerge', {})).toHaveLength(2);
  expect(await ask('classes.undoMerge', {})).toBeNull();
});

test('an export is a job that ends with its folder', async () => {
  const { folder, ask, ended, pets, train } = house();
  await pets();
  await train();
  expect((await ask('export.formats', {})).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['coco', 'voc']),
  );
  const out = await ask('export.defaultFolder', { format: 'coco' });
  expect(out).toBe(join(folder, 'projects', 'pets-coco'));
  const request = {
    ...{ format: 'coco', out, minScore: 0, imagesWithoutBoxes: false },
    statuses: ['unreviewed' as const],
    splits: { train: 1, val: 0, test: 0 },
  };
  expect(await ask('export.preview', request)).toMatchObject({ images: 12, boxes: 12, obstacle: null });
  const job = await ask('export.start', request);
  expect(await ended(job.id)).toMatchObject({ outcome: 'Exported 12 images with 12 boxes.', folder: out });
  expect(existsSync(join(out, 'annotations'))).toBe(true);
  await expect(ask('export.start', { ...request, format: 'nonsense' })).rejects.toMatchObject({
    code: 'usage',
  });
});

test('opening another project ends the jobs of the first, which goes on when it is opened again', async () => {
  const { engine, events, ask, pets, train } = house();
  const { project } = await pets();
  const { promise: reached, resolve } = Promise.withResolvers<undefined>();
  engine.afterEpoch = async (epoch, signal) => {
    if (epoch > 1 || !signal) return;
    resolve(undefined);
    await once(signal, 'abort');
  };
  await ask('train.start', { recipe: 'quick', seed: 1, refine: false });
  await reached;
  await pets(5, 'others');
  expect(await ask('project.current', {})).toMatchObject({ name: 'others', imageCount: 10 });
  expect(
    events.some(
      (event) => event.kind === 'job' && event.job.kind === 'train' && event.job.state === 'cancelled',
    ),
  ).toBe(true);
  await ask('project.open', { folder: project.folder });
  expect((await ask('train.overview', {})).resumable?.epochsDone).toBe(1);
  engine.afterEpoch = () => undefined;
  expect(await train()).toMatchObject({ state: 'succeeded' });
});

test('a project that another process holds is refused, and the open one stays', async () => {
  const { folder, ask, pets } = house();
  await pets();
  using other = Project.open(join(folder, 'held'), { create: true });
  await expect(ask('project.open', { folder: other.folder })).rejects.toMatchObject({ code: 'project-busy' });
  expect(await ask('project.current', {})).toMatchObject({ name: 'pets' });
});

test('a call that makes no sense is answered, and the next one too', async () => {
  const { handlers, ask } = house();
  expect(await answer(handlers, 'project.explode', {})).toMatchObject({ ok: false, code: 'bad-arguments' });
  expect(await answer(handlers, 'constructor', {})).toMatchObject({ ok: false, code: 'bad-arguments' });
  expect(await answer(handlers, 'review.snapshot', {})).toMatchObject({ ok: false, code: 'no-project' });
  const odd = await answer(handlers, 'images.add', null);
  expect(odd).toMatchObject({
    ok: false,
    code: 'internal',
    details: expect.stringContaining('imageCalls') as string,
  });
  expect(await ask('jobs.list', {})).toEqual([]);
});
