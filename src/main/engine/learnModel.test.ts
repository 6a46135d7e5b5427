/** Learning from corrections as a job, on real photographs with the real backbone, from a refinement of a few steps. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import './refinement/shortRounds.ts';
import { REFINEMENT_FILE, type ImagePrediction, type LearnRequest } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { localEngine } from './engine.ts';
import { tf } from './tensorflow.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const engine = localEngine();
const sample = join(import.meta.dirname, '../../../resources/sample');
const classes = ['emu', 'starfish'];
const folder = mkdtempSync(join(tmpdir(), 'boxwright-learn-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Three photographs of each of two classes. */
const images = classes.flatMap((name, label) =>
  readdirSync(join(sample, name))
    .slice(0, 3)
    .map((file, i) => {
      const path = join(sample, name, file);
      const contentHash = createHash('sha256').update(readFileSync(path)).digest('hex');
      return { id: label * 3 + i + 1, path, contentHash, width: 300, height: 200, label };
    }),
);

let request: LearnRequest;
beforeAll(async () => {
  const [cacheFolder, modelFolder] = [join(folder, 'cache'), join(folder, 'model')];
  const training = { images, classes, recipe: 'quick' as const, seed: 1, cacheFolder, modelFolder };
  const { modelFile } = await engine.train(training, {});
  await engine.refine({ ...training, modelFile }, {});
  const [first, , , fourth] = images;
  request = {
    ...{ modelFile, cacheFolder, seed: 1, threshold: 0.3 },
    from: join(modelFolder, REFINEMENT_FILE),
    to: join(folder, 'learned.safetensors'),
    // In the second there are two objects, one at the edge.
    corrected: [
      { ...first!, boxes: [{ x: 100, y: 50, w: 90, h: 60 }] },
      {
        ...fourth!,
        boxes: [
          { x: 20, y: 20, w: 100, h: 100 },
          { x: 200, y: 100, w: 100, h: 100 },
        ],
      },
    ],
    others: images.filter((image) => image !== first && image !== fourth),
  };
});

/** Into a file of its own. */
async function learn(name: string, context: EngineContext = {}, more: Partial<LearnRequest> = {}) {
  const to = join(folder, name);
  return { to, result: await engine.learn({ ...request, ...more, to }, context) };
}

async function predicted(refinementFile: string): Promise<ImagePrediction[]> {
  const found: ImagePrediction[] = [];
  const asked = images.map((image) => ({ ...image, classIndex: image.label }));
  await engine.predict({ modelFile: request.modelFile, refinementFile, images: asked }, {}, (batch) => {
    found.push(...batch);
  });
  return found;
}

test('what a person put right is learned, the refinement it came from stays, and equal requests give equal files', async () => {
  const before = readFileSync(request.from);
  const { to, result } = await learn('a.safetensors');
  expect(result).toMatchObject({ images: 2, heldOut: 0, threshold: 0.3 });
  expect(result.loss).toBeGreaterThan(0);
  expect(readFileSync(request.from)).toEqual(before);
  expect(readFileSync((await learn('b.safetensors')).to)).toEqual(readFileSync(to));
  // Less of the first image's corner, where there is nothing, is held for the object.
  const cornerOf = ([first]: ImagePrediction[]) => first?.map.values[0] ?? NaN;
  expect(cornerOf(await predicted(to))).toBeLessThan(cornerOf(await predicted(request.from)));
});

test('cancelled between two steps it has written nothing, and leaves no tensor behind', async () => {
  const { numTensors } = tf.memory();
  const end = new AbortController();
  const onEvent: EngineContext['onEvent'] = (event) => {
    if (event.kind === 'progress' && event.stage === 'Learn') end.abort();
  };
  await expect(learn('cancelled.safetensors', { signal: end.signal, onEvent })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(existsSync(join(folder, 'cancelled.safetensors'))).toBe(false);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test('an original that is gone is told of, and the others are learned from', async () => {
  const failed: number[] = [];
  const onEvent: EngineContext['onEvent'] = (event) => {
    if (event.kind === 'image-failed') failed.push(event.imageId);
  };
  const gone = {
    ...request.corrected[0]!,
    id: 99,
    path: join(folder, 'gone.jpg'),
    contentHash: 'f'.repeat(64),
  };
  const { result } = await learn('c.safetensors', { onEvent }, { corrected: [gone, request.corrected[1]!] });
  expect(result.images).toBe(1);
  expect(new Set(failed)).toEqual(new Set([99]));
  const alone = learn('d.safetensors', {}, { corrected: [gone] });
  await expect(alone).rejects.toMatchObject({ code: 'unreadable-image' });
});

test('without a refinement there is nothing to go on from', async () => {
  const none = learn('e.safetensors', {}, { from: join(folder, 'none.safetensors') });
  await expect(none).rejects.toMatchObject({ code: 'no-model' });
});
