/** Refinement as a job, on real photographs with the real backbone, in rounds of a few steps. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import './refinement/shortRounds.ts';
import { REFINEMENT_FILE, type ImagePrediction, type RefineRequest } from '../../shared/engine.ts';
import type { EngineEvent } from '../../shared/engineEvents.ts';
import { thetaBox } from '../../shared/thetaBox.ts';
import { localEngine } from './engine.ts';
import { tf } from './tensorflow.ts';

// Every one of them refines, some several times.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const engine = localEngine();
const sample = join(import.meta.dirname, '../../../resources/sample');
const classes = ['emu', 'starfish'];
const folder = mkdtempSync(join(tmpdir(), 'boxwright-refine-'));
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
const cacheFolder = join(folder, 'cache');

/** A model of its own for each test, all from one training. */
async function trained(name: string): Promise<RefineRequest> {
  const modelFolder = join(folder, name);
  const request = { images, classes, recipe: 'quick' as const, seed: 1, cacheFolder, modelFolder };
  const { modelFile } = await engine.train(request, {});
  return { modelFile, images, seed: 1, cacheFolder, modelFolder, sampleIds: [2, 5] };
}

/** Refines and hears everything; `hear` may cancel or stop it. */
async function refine(
  request: RefineRequest,
  hear: (event: EngineEvent, end: { cancel: () => void; stop: () => void }) => void = () => undefined,
) {
  const [signal, stop] = [new AbortController(), new AbortController()];
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent) => {
    events.push(event);
    hear(event, { cancel: () => signal.abort(), stop: () => stop.abort() });
  };
  const result = await engine.refine(request, { signal: signal.signal, stop: stop.signal, onEvent });
  return { result, rounds: events.filter((event) => event.kind === 'refined'), events };
}

async function predicted(request: RefineRequest, more: object = {}): Promise<ImagePrediction[]> {
  const found: ImagePrediction[] = [];
  const asked = images.map((image) => ({ ...image, classIndex: image.label }));
  const { modelFile } = request;
  await engine.predict({ modelFile, images: asked, ...more }, {}, (batch) => found.push(...batch));
  return found;
}

const fileOf = ({ modelFolder }: RefineRequest) => readFileSync(join(modelFolder, REFINEMENT_FILE));

let whole: RefineRequest;
let first: Awaited<ReturnType<typeof refine>>;
beforeAll(async () => {
  whole = await trained('whole');
  first = await refine(whole);
});

test('each round tells its loss and the boxes of the samples, and the bar never goes back', () => {
  const { result, rounds, events } = first;
  expect(result).toMatchObject({ wasRefined: false, planned: 3 });
  expect(rounds.map(({ round, rounds: of, loss }) => [round, of, { loss }])).toEqual(
    result.rounds.map((figures, i) => [i + 1, 3, figures]),
  );
  for (const { samples } of rounds) expect(samples.map(({ imageId }) => imageId)).toEqual([2, 5]);
  const bar = events.flatMap((event) => (event.kind === 'progress' ? [event.done] : []));
  expect(bar).toEqual(bar.toSorted((a, b) => a - b));
  expect(bar.at(-1)).toBe(100);
  expect(readdirSync(whole.modelFolder).sort()).toEqual(['model.safetensors', REFINEMENT_FILE]);
});

test('the same again finds that it is done', async () => {
  const { result, events } = await refine(whole);
  expect(result).toEqual({ ...first.result, wasRefined: true });
  expect(events).toEqual([]);
});

test('boxes are refined from then on, with or without a cache, unless that is not wanted', async () => {
  const refined = await predicted(whole, { cacheFolder });
  for (const { map, box, agreement } of refined) {
    expect(map).toMatchObject({ kind: 'probability', height: 71, width: 71 });
    expect(box).toEqual(thetaBox(map, 0.3, { width: 300, height: 200 }));
    expect(agreement).toBeGreaterThanOrEqual(0);
    expect(agreement).toBeLessThanOrEqual(1);
  }
  const rough = await predicted(whole, { cacheFolder, refine: false });
  expect(rough.map(({ map, agreement }) => [map.kind, agreement])).toEqual(
    images.map(() => ['activation', null]),
  );
  // What is said of the class is CI-CAM's either way.
  expect(refined.map(({ score }) => score)).toEqual(rough.map(({ score }) => score));
  const fresh = await predicted(whole);
  expect(fresh.map(({ box }) => box)).toEqual(refined.map(({ box }) => box));
  const [loose] = await predicted(whole, { cacheFolder, rule: { theta: 0.1 } });
  expect(loose?.box).toEqual(thetaBox(loose!.map, 0.1, { width: 300, height: 200 }));
});

test('cancelled in every round and begun again, it ends with the same refinement', async () => {
  const request = await trained('interrupted');
  for (const round of [1, 2, 3]) {
    const cancelled = refine(request, (event, { cancel }) => {
      if (event.kind === 'progress' && event.note?.startsWith(`round ${round}, loss`)) cancel();
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(request.modelFolder, REFINEMENT_FILE))).toBe(false);
  }
  const { result, rounds } = await refine(request);
  // Of the two rounds that are behind it, the last comes with boxes.
  expect(rounds.map(({ samples }) => samples.length)).toEqual([0, 2, 2]);
  expect(result).toEqual(first.result);
  expect(fileOf(request).equals(fileOf(whole))).toBe(true);
});

test('stopped, it keeps its last whole round, and a later call goes on from there', async () => {
  const request = await trained('stopped');
  const { result } = await refine(request, (event, { stop }) => {
    if (event.kind === 'refined' && event.round === 1) stop();
  });
  expect(result).toEqual({ ...first.result, rounds: first.result.rounds.slice(0, 1) });
  expect((await predicted(request, { cacheFolder }))[0]?.map.kind).toBe('probability');
  const again = await refine(request);
  expect(again.result).toEqual(first.result);
  expect(fileOf(request).equals(fileOf(whole))).toBe(true);
});

test('stopped before the first round is whole, it leaves the boxes as they are', async () => {
  const request = await trained('early');
  const { result } = await refine(request, (event, { stop }) => {
    if (event.kind === 'progress') stop();
  });
  expect(result).toEqual({ wasRefined: false, rounds: [], planned: 3 });
  expect((await predicted(request, { cacheFolder }))[0]?.map.kind).toBe('activation');
});

test('a checkpoint that is damaged is made anew', async () => {
  const request = await trained('damaged');
  writeFileSync(join(request.modelFolder, 'refinement-checkpoint.safetensors'), 'nonsense');
  expect((await refine(request)).result).toEqual(first.result);
});

test('nothing of it stays in memory', async () => {
  const before = tf.memory().numTensors;
  await refine(await trained('memory'));
  await predicted(whole, { cacheFolder });
  expect(tf.memory().numTensors).toBe(before);
});
