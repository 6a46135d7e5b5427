/** The engine's two jobs on real photographs of the sample, with the real backbone. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageToPredict, TrainRequest } from '../../shared/engine.ts';
import type { EngineEvent } from '../../shared/engineEvents.ts';
import { predictImages, type PredictedImage } from './predictImages.ts';
import { tf } from './tensorflow.ts';
import { trainModel } from './trainModel.ts';

const sample = join(import.meta.dirname, '../../../resources/sample');
const CLASSES = ['emu', 'starfish'];
const EACH = 3;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-engine-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Copies a few photographs, so that a test may damage or remove them. */
function photographs() {
  return CLASSES.flatMap((name, label) => {
    mkdirSync(join(folder, name));
    const files = readdirSync(join(sample, name)).slice(0, EACH);
    return files.map((file, i) => {
      const path = join(folder, name, file);
      copyFileSync(join(sample, name, file), path);
      const contentHash = createHash('sha256').update(readFileSync(path)).digest('hex');
      return { id: label * EACH + i, path, contentHash, width: 300, height: 200, label, classIndex: label };
    });
  });
}

function request(images: TrainRequest['images']): TrainRequest {
  const [cacheFolder, modelFolder] = [join(folder, 'cache'), join(folder, 'model')];
  return { images, classes: CLASSES, recipe: 'quick', seed: 1, cacheFolder, modelFolder };
}

async function all<I extends ImageToPredict>(batches: AsyncGenerator<PredictedImage<I>[]>) {
  const found: PredictedImage<I>[] = [];
  for await (const batch of batches) found.push(...batch);
  return found;
}

describe('trainModel and predictImages', () => {
  it('learn the six photographs, give each a box inside it, and leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const images = photographs();
    const { modelFile, history } = await trainModel(request(images));
    expect(history.at(-1)?.accuracy).toBe(1);
    const found = await all(predictImages({ modelFile, images, cacheFolder: join(folder, 'cache') }));
    expect(found.map(({ image }) => image.id)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { image, prediction } of found) {
      const { box, score, top1, map } = prediction;
      expect(top1).toBe(image.label);
      expect(score).toBeGreaterThan(0.5);
      expect(Math.min(...map.values)).toBe(0);
      expect(box.x + box.w).toBeLessThanOrEqual(300.001);
      expect(box.y + box.h).toBeLessThanOrEqual(200.001);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('give the same box, to the rounding of half precision, whether features were cached or not', async () => {
    const images = photographs();
    const { modelFile } = await trainModel(request(images));
    const cached = await all(predictImages({ modelFile, images, cacheFolder: join(folder, 'cache') }));
    const fresh = await all(predictImages({ modelFile, images }));
    fresh.forEach(({ prediction }, i) => {
      expect(prediction.score).toBeCloseTo(cached[i]?.prediction.score ?? NaN, 2);
      expect(Math.abs(prediction.box.w - (cached[i]?.prediction.box.w ?? NaN))).toBeLessThan(6);
    });
  });

  it('make a model anew that was damaged, as good as before', async () => {
    const images = photographs();
    const { modelFile } = await trainModel(request(images));
    const whole = readFileSync(modelFile);
    expect((await trainModel(request(images))).wasTrained).toBe(true);
    writeFileSync(modelFile, whole.subarray(0, 1000));
    writeFileSync(join(folder, 'model', 'checkpoint.safetensors'), 'cut short');
    expect((await trainModel(request(images))).wasTrained).toBe(false);
    expect(readFileSync(modelFile).equals(whole)).toBe(true);
  });

  it('go on without an image that cannot be decoded, and name it', async () => {
    const images = photographs();
    const [bad] = images;
    writeFileSync(bad?.path ?? '', 'not an image');
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent) => {
      events.push(event);
    };
    const { modelFile } = await trainModel(request(images), { onEvent });
    const failed = events.filter(({ kind }) => kind === 'image-failed');
    expect(failed).toMatchObject([{ imageId: bad?.id, path: bad?.path }]);
    const found = await all(predictImages({ modelFile, images }));
    expect(found.map(({ image }) => image.id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('stop between batches when asked to', async () => {
    const controller = new AbortController();
    controller.abort();
    const started = trainModel(request(photographs()), { signal: controller.signal });
    await expect(started).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('say what is missing: no readable image, no model', async () => {
    const gone = photographs().map((image) => ({ ...image, path: `${image.path}.gone` }));
    await expect(trainModel(request(gone))).rejects.toMatchObject({ code: 'unreadable-image' });
    const predicting = all(predictImages({ modelFile: join(folder, 'none'), images: gone }));
    await expect(predicting).rejects.toMatchObject({ code: 'no-model' });
  });
});
