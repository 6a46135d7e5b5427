/** Training on features that were made up: three classes, each bright in channels and a corner of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../shared/engineEvents.ts';
import { randomStreamFor } from '../../../shared/random.ts';
import { CiCamHead } from '../ciCam/head.ts';
import { CHANNELS, FEATURE_SIZE, FeatureStore, GRID } from '../features/featureStore.ts';
import { predictBatch } from '../prediction/predictBatch.ts';
import { tf } from '../tensorflow.ts';
import { Adam } from './adam.ts';
import { loadModel } from './modelFile.ts';
import { learningRateAt, recipeByName } from './recipes.ts';
import { trainHead, type HeadTraining } from './trainHead.ts';

const folder = mkdtempSync(join(tmpdir(), 'boxwright-training-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const CLASSES = ['left', 'middle', 'right'];
const features = new FeatureStore(join(folder, 'cache'), 'edge');

/** Weak noise everywhere, and the class' own 40 channels lit in its own third of the columns. */
function madeUp(label: number, random: () => number): Float32Array {
  const values = Float32Array.from({ length: FEATURE_SIZE }, () => random() * 0.2);
  for (let cell = 0; cell < GRID * GRID; cell += 1) {
    if (Math.floor((cell % GRID) / 6) !== label) continue;
    for (let channel = 0; channel < 40; channel += 1) values[cell * CHANNELS + label * 40 + channel]! += 1;
  }
  return values;
}

const samples = Array.from({ length: 24 }, (_, i) => {
  const sample = { contentHash: String(i).padStart(64, '0'), label: i % 3, view: 'full' as const };
  features.of('full').write(sample.contentHash, madeUp(sample.label, randomStreamFor(99, i)));
  return sample;
});

function training(name: string, seed = 1): HeadTraining {
  return {
    samples,
    classes: CLASSES,
    recipe: { ...recipeByName.quick, epochs: 4, batchSize: 8 },
    seed,
    features,
    shape: { classes: 3, channels: CHANNELS, grid: GRID },
    checkpointFile: join(folder, name, 'checkpoint.safetensors'),
  };
}

async function finish(plan: HeadTraining): Promise<Buffer> {
  const { head } = await trainHead(plan, {});
  head.dispose();
  return readFileSync(plan.checkpointFile);
}

/** Stops a training once it has taken `steps` steps. */
async function stopAfter(steps: number, plan: HeadTraining): Promise<void> {
  const controller = new AbortController();
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'progress' && event.done === steps) controller.abort();
  };
  await expect(trainHead(plan, { signal: controller.signal, onEvent })).rejects.toMatchObject({
    code: 'cancelled',
  });
}

describe('trainHead', () => {
  it('learns: the loss falls, every class is told, and the box lies where the class is bright', async () => {
    const { head, history } = await trainHead(training('learns'), {});
    expect(history.map(({ loss }) => loss)).toEqual(
      history.map(({ loss }) => loss).toSorted((a, b) => b - a),
    );
    expect(history.at(-1)?.accuracy).toBe(1);
    const batch = tf.tensor4d(madeUp(2, randomStreamFor(7, 7)), [1, GRID, GRID, CHANNELS]);
    const rule = { combination: 'plain', theta: 0 } as const;
    const [found] = predictBatch(head, rule, batch, [{ width: 170, height: 170, classIndex: null }]);
    expect(found?.top1).toBe(2);
    // Columns 12 to 16 of 17 hold the object: everything right of 12/17 of the width.
    expect(found?.box.x).toBeGreaterThan(90);
    expect((found?.box.x ?? 0) + (found?.box.w ?? 0)).toBeGreaterThan(165);
    head.dispose();
  });

  it('gives the same bytes for the same seed and others for another', async () => {
    const once = await finish(training('once'));
    expect((await finish(training('twice'))).equals(once)).toBe(true);
    expect((await finish(training('other', 2))).equals(once)).toBe(false);
  });

  it('stopped in the first, in the second and right after an epoch, ends with the same bytes', async () => {
    const whole = await finish(training('whole'));
    const parts = training('parts');
    await stopAfter(2, parts); // nothing is kept of an epoch that was not finished
    expect(loadModel(parts.checkpointFile)).toBeNull();
    await stopAfter(5, parts);
    expect(loadModel(parts.checkpointFile)?.description.epochsDone).toBe(1);
    await stopAfter(6, parts);
    expect((await finish(parts)).equals(whole)).toBe(true);
  });

  it('leaves no tensor behind, finished or stopped', async () => {
    const before = tf.memory().numTensors;
    await finish(training('leak'));
    expect(tf.memory().numTensors).toBe(before);
    await stopAfter(3, training('leak-stopped'));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('fills the pool with what the classes have in common: the right third for the class at the right', async () => {
    const { head } = await trainHead(training('pool'), {});
    const columns = tf.mean(head.pool, 1).arraySync() as number[][];
    const right = columns[2] ?? [];
    // Half of the batches are mirrored, so the outer thirds share it; the middle stays below both.
    const mean = (from: number, to: number) => right.slice(from, to).reduce((a, b) => a + b, 0) / (to - from);
    expect(mean(12, 17)).toBeGreaterThan(mean(6, 11));
    head.dispose();
  });
});

describe('the learning rate', () => {
  it('falls as (1 - t) to the power .9, from the recipe’s to zero', () => {
    const recipe = { ...recipeByName.quick, learningRate: 1, power: 0.9 };
    expect(learningRateAt(recipe, 0)).toBe(1);
    expect(learningRateAt(recipe, 0.5)).toBeCloseTo(0.5 ** 0.9, 12);
    expect(learningRateAt(recipe, 1)).toBe(0);
  });
});

describe('Adam', () => {
  it('moves by the rate in the first step, whatever the gradient’s size', () => {
    const variables = { w: tf.variable(tf.tensor1d([1, 1])) };
    const adam = new Adam(variables);
    adam.apply(variables, { w: tf.tensor1d([0.001, -50]) }, { w: 0.1 });
    const [a, b] = variables.w.dataSync();
    expect(a).toBeCloseTo(0.9, 4);
    expect(b).toBeCloseTo(1.1, 4);
    adam.dispose();
  });

  it('goes on from what it saved as if it had never stopped', () => {
    const gradients = [tf.tensor1d([0.3]), tf.tensor1d([-0.1]), tf.tensor1d([0.7])];
    const whole = { w: tf.variable(tf.tensor1d([2])) };
    const adam = new Adam(whole);
    for (const w of gradients) adam.apply(whole, { w }, { w: 0.05 });

    const parts = { w: tf.variable(tf.tensor1d([2])) };
    const first = new Adam(parts);
    for (const w of gradients.slice(0, 2)) first.apply(parts, { w }, { w: 0.05 });
    const second = new Adam(parts, first.toTensors());
    for (const w of gradients.slice(2)) second.apply(parts, { w }, { w: 0.05 });
    expect([...parts.w.dataSync()]).toEqual([...whole.w.dataSync()]);
    for (const each of [adam, first, second]) each.dispose();
  });
});

it('the head starts from its seed alone, and comes back from its tensors', () => {
  const shape = { classes: 3, channels: 5, grid: 2 };
  const [a, b, other] = [
    CiCamHead.initialise(shape, 4),
    CiCamHead.initialise(shape, 4),
    CiCamHead.initialise(shape, 5),
  ];
  expect([...a.toTensors()]).toEqual([...b.toTensors()]);
  expect([...a.toTensors()]).not.toEqual([...other.toTensors()]);
  expect([...CiCamHead.restore(shape, other.toTensors()).toTensors()]).toEqual([...other.toTensors()]);
});
