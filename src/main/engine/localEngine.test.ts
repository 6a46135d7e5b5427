/** What the engine's one face adds to its facades, on real photographs with the real backbone. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrainRequest } from '../../shared/engine.ts';
import type { EngineEvent } from '../../shared/engineEvents.ts';
import { localEngine } from './engine.ts';
import { tf } from './tensorflow.ts';

const engine = localEngine();
const sample = join(import.meta.dirname, '../../../resources/sample');
const classes = ['emu', 'starfish'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-engine-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Three photographs of each of two classes. */
function request(model = 'model'): TrainRequest {
  const images = classes.flatMap((name, label) =>
    readdirSync(join(sample, name))
      .slice(0, 3)
      .map((file, i) => {
        const path = join(sample, name, file);
        const contentHash = createHash('sha256').update(readFileSync(path)).digest('hex');
        return { id: label * 3 + i + 1, path, contentHash, width: 300, height: 200, label };
      }),
  );
  const [cacheFolder, modelFolder] = [join(folder, 'cache'), join(folder, model)];
  return { images, classes, recipe: 'quick', seed: 1, cacheFolder, modelFolder, sampleIds: [2, 5] };
}

/** Trains and hears everything; `hear` may do something about it. */
async function train(asked: TrainRequest, hear: (event: EngineEvent, stop: () => void) => void = () => {}) {
  const stopper = new AbortController();
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent) => {
    events.push(event);
    hear(event, () => stopper.abort());
  };
  const result = await engine.train(asked, { stop: stopper.signal, onEvent });
  const of = <Kind extends EngineEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<EngineEvent, { kind: Kind }> => event.kind === kind);
  return { result, of };
}

test('a training tells the loss of each batch and, after each epoch, the boxes of the sample images', async () => {
  const { of } = await train(request());
  // At most twelve views are one batch: a batch an epoch.
  expect(of('batch').map(({ batch, batches }) => `${batch} of ${batches}`)).toEqual(
    Array.from({ length: 8 }, (_, i) => `${i + 1} of 8`),
  );
  expect(of('batch').map(({ loss }) => loss)).toEqual(of('epoch').map(({ loss }) => loss));
  expect(of('samples').map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const { samples } of of('samples')) {
    expect(samples.map(({ imageId, classIndex }) => [imageId, classIndex])).toEqual([
      [2, 0],
      [5, 1],
    ]);
    for (const { box } of samples) expect(box.x + box.w).toBeLessThanOrEqual(300.001);
  }
});

test('stopped in its fourth epoch, it keeps the model of the third, and goes on from there when asked again', async () => {
  const whole = await train(request('whole'));
  let epoch = 0;
  const stopped = await train(request(), (event, stop) => {
    if (event.kind === 'epoch') epoch = event.epoch;
    if (event.kind === 'epoch' && epoch === 3) stop();
  });
  expect(stopped.result).toMatchObject({ wasTrained: false, epochs: 8 });
  expect(stopped.result.history).toEqual(whole.result.history.slice(0, 3));
  expect(await engine.modelClasses(stopped.result.modelFile)).toEqual(classes);
  expect(readdirSync(join(folder, 'model')).sort()).toEqual(['checkpoint.safetensors', 'model.safetensors']);

  const resumed = await train(request());
  expect(resumed.of('resumed')).toEqual([{ kind: 'resumed', history: stopped.result.history }]);
  expect(resumed.of('samples').map((event) => event.epoch)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(readFileSync(resumed.result.modelFile).equals(readFileSync(whole.result.modelFile))).toBe(true);
  expect(readdirSync(join(folder, 'model'))).toEqual(['model.safetensors']);
  expect((await train(request())).result.wasTrained).toBe(true);
});

test('stopped before its first whole epoch, there is nothing to keep: it is cancelled', async () => {
  const before = tf.memory().numTensors;
  const started = train(request(), (event, stop) => {
    if (event.kind === 'batch') stop();
  });
  // The one batch of the first epoch was done when the stop came, so that epoch is whole.
  expect((await started).result.history).toHaveLength(1);
  const early = engine.train(request('early'), { stop: AbortSignal.abort() });
  await expect(early).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(join(folder, 'early', 'model.safetensors'))).toBe(false);
  expect(tf.memory().numTensors).toBe(before);
});

test('views are counted without looking at them, until they are in the cache', async () => {
  const asked = { ...request(), refine: false };
  const { views, missing } = await engine.countWork(asked);
  // Each image is looked at whole; some give a crop too, which its bytes decide.
  expect(views).toBeGreaterThanOrEqual(6);
  expect(views).toBeLessThanOrEqual(12);
  expect(missing).toBe(views);
  expect(await engine.prepare(asked, {})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await engine.countWork(asked)).toEqual({ views, missing: 0, looks: 0, refinement: null });
});

test('predictions name their images', async () => {
  const asked = request();
  const { modelFile } = await engine.train(asked, {});
  const images = asked.images.map((image) => ({ ...image, classIndex: image.label }));
  const found: number[] = [];
  await engine.predict({ modelFile, images }, {}, (batch) =>
    found.push(...batch.map(({ imageId }) => imageId)),
  );
  expect(found).toEqual([1, 2, 3, 4, 5, 6]);
});

test('the speed is measured three times for each kind of work, and nothing is left behind', async () => {
  const before = tf.memory().numTensors;
  const { images } = request();
  const measured = await engine.measure({ images, recipe: 'quick', classes: 2 }, {});
  for (const times of [measured.perView, measured.perStep, measured.perBox]) {
    expect(times).toHaveLength(3);
    for (const seconds of times) expect(seconds).toBeGreaterThan(0);
  }
  expect(measured.startup).toBeGreaterThan(0);
  expect(tf.memory().numTensors).toBe(before);
  expect(readdirSync(folder)).toEqual([]);
});

test('it says what computes and what a recipe is', async () => {
  expect(await engine.info()).toMatchObject({ name: expect.stringMatching(/^TensorFlow 2\.\d+$/) as string });
  expect(await engine.recipe('quick')).toMatchObject({
    epochs: 8,
    batchSize: 16,
    params: { featureVersion: 1 },
  });
});
