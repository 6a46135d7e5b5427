/** Learning from corrections as a job, on real projects, with a fake engine: what it learns makes every box smaller. */
import { expect, test } from 'vitest';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { house } from './testHouse.ts';

/** A project of twelve refined boxes, box n of image n. */
async function refinedPets() {
  const all = house();
  const { project } = await all.pets();
  await all.train({ refine: true });
  const learn = async () => all.ended((await all.ask('learn.start', {})).id);
  const boxes = async () => (await all.ask('review.snapshot', {})).boxes;
  const state = () => all.ask('learn.state', {});
  const accept = async (...at: number[]) => {
    const { ids } = await boxes();
    for (const i of at) await all.ask('review.decide', { decisions: [{ kind: 'accept', boxId: ids[i]! }] });
  };
  const files = () =>
    readdirSync(join(project.folder, 'models', 'run-1')).filter((name) => name.startsWith('ref'));
  /** Rests until boxes have followed what was taken or brought back. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
  return { ...all, project, learn, boxes, state, accept, files, settled };
}

test('boxes that nobody has looked at follow what was learned; reviewed ones stay, with their agreement', async () => {
  const { ask, learn, boxes, state, accept, files } = await refinedPets();
  await accept(0, 1);
  const before = await boxes();
  expect(await state()).toMatchObject({ isPossible: true, corrections: 2, fresh: 2, learned: null });
  expect(await learn()).toMatchObject({
    state: 'succeeded',
    outcome: 'Learned from 2 corrections. 10 boxes moved, 10 of them far.',
  });
  const after = await boxes();
  expect(after.ids).toEqual(before.ids);
  expect(after.geometry.slice(0, 8)).toEqual(before.geometry.slice(0, 8));
  expect([...after.agreements.slice(0, 3)]).toEqual([0.8, 0.8, 0.9].map(Math.fround));
  for (let i = 2; i < 12; i += 1) expect(after.geometry[4 * i + 2]).toBeLessThan(before.geometry[4 * i + 2]!);
  const { learned, fresh } = await state();
  expect(fresh).toBe(0);
  expect(learned).toMatchObject({
    corrections: 2,
    canTakeBack: true,
    changes: { boxes: 10, moved: 10, far: 10 },
  });
  const [x, y, w, h] = before.geometry.slice(8, 12);
  expect(learned?.changes?.most.find(({ boxId }) => boxId === before.ids[2])?.before).toEqual({ x, y, w, h });
  expect(files()).toEqual(['refinement-1.safetensors', 'refinement.safetensors']);
  // Both are still evidence, though their maps are others now.
  expect(await ask('review.confidence', {})).toMatchObject({ reviewed: 2 });
});

test('one undo takes it back, and a redo brings it back', async () => {
  const { ask, learn, boxes, state, accept, settled } = await refinedPets();
  await accept(0);
  const before = await boxes();
  await learn();
  const after = await boxes();
  expect((await ask('review.snapshot', {})).undo.canUndo).toBe(true);
  await ask('review.undo', {});
  await settled();
  expect(await boxes()).toEqual(before);
  expect(await state()).toMatchObject({ learned: null, fresh: 1 });
  await ask('review.redo', {});
  await settled();
  expect(await boxes()).toEqual(after);
  // And then the decision before it.
  await ask('review.undo', {});
  await ask('review.undo', {});
  expect(await state()).toMatchObject({ corrections: 0 });
});

test('a decision since does not keep it from being taken back, and stays', async () => {
  const { ask, learn, boxes, accept, settled, files } = await refinedPets();
  await accept(0);
  const before = await boxes();
  await learn();
  await accept(5);
  const decided = (await boxes()).geometry.slice(20, 24);
  await ask('learn.takeBack', {});
  await settled();
  const now = await boxes();
  expect(now.geometry.slice(20, 24)).toEqual(decided);
  expect(now.geometry.slice(24)).toEqual(before.geometry.slice(24));
  await expect(ask('learn.takeBack', {})).rejects.toThrow(/nothing learned/);
  // Undone, the box that was accepted meanwhile is where the others are.
  await ask('review.undo', {});
  expect((await boxes()).geometry).toEqual(before.geometry);
  expect(files()).toHaveLength(2);
});

test('of earlier learnings only the one before is kept', async () => {
  const { learn, accept, state, files, ask } = await refinedPets();
  await accept(0);
  await learn();
  await accept(1);
  await learn();
  await accept(2);
  expect(await state()).toMatchObject({ corrections: 3, fresh: 1, learned: { corrections: 2 } });
  await learn();
  expect(files()).toEqual(['refinement-2.safetensors', 'refinement-3.safetensors', 'refinement.safetensors']);
  await ask('learn.takeBack', {});
  expect(await state()).toMatchObject({ learned: { corrections: 2, canTakeBack: false } });
});

test('cancelled, it has changed nothing', async () => {
  const { engine, ask, ended, boxes, accept, files, state } = await refinedPets();
  await accept(0);
  const before = await boxes();
  const job = ask('learn.start', {});
  engine.afterLearning = async () => {
    await ask('jobs.cancel', { jobId: (await job).id });
  };
  expect(await ended((await job).id)).toMatchObject({ state: 'cancelled' });
  expect(await boxes()).toEqual(before);
  expect(files()).toEqual(['refinement.safetensors']);
  expect(await state()).toMatchObject({ learned: null, fresh: 1 });
});

test('boxes accepted together with others teach nothing; without corrections there is nothing to learn', async () => {
  const { ask, boxes, state, learn } = await refinedPets();
  await ask('review.acceptAll', { boxIds: [...(await boxes()).ids].slice(0, 5) });
  expect(await state()).toMatchObject({ corrections: 0, fresh: 0 });
  expect(await learn()).toMatchObject({ state: 'failed', error: { code: 'no-boxes' } });
});

test('unrefined boxes do not learn', async () => {
  const { ask, pets, train, ended } = house();
  await pets();
  await train();
  expect(await ask('learn.state', {})).toMatchObject({ isPossible: false });
  const job = await ask('learn.start', {});
  expect(await ended(job.id)).toMatchObject({ state: 'failed', error: { code: 'no-model' } });
});

test('by itself it learns after every ten corrections, if that is wanted', async () => {
  const { ask, until, accept, state, project } = await refinedPets();
  await ask('learn.setAutomatic', { isAutomatic: true });
  await accept(0, 1, 2, 3, 4, 5, 6, 7, 8);
  expect((await ask('jobs.list', {})).some(({ kind }) => kind === 'learn')).toBe(false);
  await accept(9);
  await until((event) => event.kind === 'learning');
  expect(await state()).toMatchObject({ fresh: 0, learned: { corrections: 10 } });
  expect(existsSync(join(project.folder, 'models', 'run-1', 'refinement-1.safetensors'))).toBe(true);
});

test('a training anew knows nothing of what was learned, and may learn all of it', async () => {
  const { ask, ended, learn, accept, state } = await refinedPets();
  await accept(0);
  await learn();
  const job = await ask('train.start', { recipe: 'quick', seed: 2, refine: true });
  expect(await ended(job.id)).toMatchObject({ state: 'succeeded' });
  expect(await state()).toMatchObject({ isPossible: true, corrections: 1, fresh: 1, learned: null });
});
