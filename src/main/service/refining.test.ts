/** Refinement as a stage of the training job, on real projects, with a fake engine. */
import { expect, test } from 'vitest';
import { BoxwrightError } from '../../shared/errors.ts';
import { house } from './testHouse.ts';

const order = { recipe: 'quick', seed: 1, refine: true } as const;

test('boxes are drawn roughly first, can be decided on while they are refined, and are then drawn anew', async () => {
  const { engine, ask, pets, train } = house();
  await pets();
  const decided: number[] = [];
  engine.afterRound = async (round) => {
    const { boxes, theta } = await ask('review.snapshot', {});
    expect(boxes.ids).toHaveLength(12);
    expect(boxes.agreements[11]).toBeNaN();
    expect(theta).toMatchObject({ kind: 'activation', theta: 0 });
    if (round > 1) return;
    decided.push(boxes.ids[0]!);
    await ask('review.decide', { decisions: [{ kind: 'accept', boxId: boxes.ids[0]! }] });
  };
  expect(await train({ refine: true })).toMatchObject({
    state: 'succeeded',
    outcome: '11 boxes to review.',
    stages: ['Look at images', 'Train', 'Rough boxes', 'Refine', 'Find boxes'].map((name) => ({ name })),
  });
  const { boxes, theta } = await ask('review.snapshot', {});
  expect(theta).toMatchObject({ kind: 'probability', theta: 0.3, recipeTheta: 0.3 });
  const widths = Array.from(boxes.ids, (_, i) => boxes.geometry[4 * i + 2]!);
  expect(boxes.ids[0]).toBe(decided[0]);
  // The rough box is the larger of the two: it ends where the bump is as high as its mean, about a quarter of its top.
  expect(new Set(widths.slice(1)).size).toBe(1);
  expect(widths[0]).toBeGreaterThan(widths[1]!);
  expect([...boxes.agreements].slice(1)).toEqual(Array(11).fill(Math.fround(0.8)));
  expect((await ask('train.overview', {})).runs).toMatchObject([
    { state: 'succeeded', refinement: { rounds: 3, losses: [1, 1 / 2, 1 / 3] } },
  ]);
});

test('each round is watched, with the boxes of the samples and those of the round before', async () => {
  const { engine, ask, pets, train } = house();
  await pets();
  const seen: unknown[] = [];
  engine.afterRound = async () => {
    const { live } = await ask('train.overview', {});
    seen.push([live?.refinement, live?.samples[0]?.box.w, live?.samples[0]?.previous?.w]);
  };
  await train({ refine: true });
  // The fake's boxes are as wide as the epoch has a number, and then ten times as wide as the round has one.
  expect(seen).toEqual([
    [{ rounds: 3, losses: [1] }, 10, 4],
    [{ rounds: 3, losses: [1, 1 / 2] }, 20, 10],
    [{ rounds: 3, losses: [1, 1 / 2, 1 / 3] }, 30, 20],
  ]);
});

test('stopped in a round, it keeps the last whole one, and goes on from there later', async () => {
  const { engine, ask, pets, ended, train } = house();
  await pets();
  const job = ask('train.start', order);
  engine.afterRound = async (round) => {
    if (round === 2) await ask('train.stopAndKeep', { jobId: (await job).id });
  };
  expect(await ended((await job).id)).toMatchObject({ state: 'succeeded', outcome: '12 boxes to review.' });
  expect((await ask('review.snapshot', {})).theta.kind).toBe('probability');
  expect((await ask('train.overview', {})).resumable).toMatchObject({
    epochsDone: 4,
    refinement: { losses: [1, 1 / 2] },
  });
  const rounds: number[] = [];
  engine.afterRound = (round) => void rounds.push(round);
  await train({ refine: true });
  expect(rounds).toEqual([3]);
  expect((await ask('train.overview', {})).resumable).toBeNull();
});

test('stopped before its first round is whole, it keeps the rough boxes', async () => {
  const { engine, ask, ended, pets } = house();
  await pets();
  const job = ask('train.start', order);
  engine.afterEpoch = async (epoch) => {
    if (epoch === 4) await ask('train.stopAndKeep', { jobId: (await job).id });
  };
  engine.afterRound = () => expect.unreachable();
  expect(await ended((await job).id)).toMatchObject({ state: 'succeeded', outcome: '12 boxes to review.' });
  const { boxes, theta } = await ask('review.snapshot', {});
  expect(theta.kind).toBe('activation');
  expect(boxes.ids).toHaveLength(12);
  expect((await ask('train.overview', {})).resumable).toMatchObject({ refinement: { losses: [] } });
});

test('an engine that dies in a round leaves rough boxes and a training that goes on', async () => {
  const { engine, ask, pets, train } = house();
  await pets();
  engine.afterRound = (round) => {
    if (round === 2) throw new BoxwrightError('engine-died', 'The engine stopped unexpectedly.');
  };
  expect(await train({ refine: true })).toMatchObject({ state: 'failed', isResumable: true });
  expect((await ask('review.snapshot', {})).boxes.ids).toHaveLength(12);
  const { resumable, inUse } = await ask('train.overview', {});
  expect({ resumable, inUse }).toMatchObject({ inUse: 1, resumable: { refinement: { losses: [1, 1 / 2] } } });
  engine.afterRound = () => undefined;
  expect(await train({ refine: true })).toMatchObject({ state: 'succeeded' });
});

test('an unrefined run and a refined one keep thresholds of their own', async () => {
  const { ask, pets, train } = house();
  await pets();
  await train();
  await ask('review.setTheta', { theta: 0.5, classId: null, first: [] });
  await train({ refine: true });
  expect((await ask('review.snapshot', {})).theta).toMatchObject({ kind: 'probability', theta: 0.3 });
  await ask('review.setTheta', { theta: 0.6, classId: null, first: [] });
  // The first training again: it is done already, and its boxes come back at the threshold that they had.
  await train();
  const { theta, boxes } = await ask('review.snapshot', {});
  expect(theta).toMatchObject({ kind: 'activation', theta: 0.5 });
  expect((await ask('train.overview', {})).inUse).toBe(1);
  expect(boxes.agreements[0]).toBeNaN();
  expect((await ask('review.heatmap', { imageId: boxes.imageIds[0]! }))?.map.kind).toBe('activation');
});

test('the estimate says what refinement takes', async () => {
  const { ask, until, pets } = house();
  await pets();
  await until((event) => event.kind === 'job' && event.job.kind === 'calibrate' && event.job.finishedAt);
  const rough = await ask('train.estimate', { refine: false });
  const refined = await ask('train.estimate', { refine: true });
  expect(rough?.stages).toHaveLength(3);
  expect(refined?.stages).toHaveLength(5);
  // Rough boxes 12 x 0.01; views 12 x 0.1, seeds 12 x 0.05, outlines 24 x 0.05, steps 10 x 0.2, maps 36 x 0.01; maps 24 x 0.01.
  const more = 0.12 + (1.2 + 0.6 + 1.2 + 2 + 0.36) + 0.24;
  expect((refined?.seconds ?? 0) - (rough?.seconds ?? 0)).toBeCloseTo(more);
});
