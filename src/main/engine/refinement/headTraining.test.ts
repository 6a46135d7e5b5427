/** Training on two made-up images, whose object the finest map shows plainly. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../shared/engineEvents.ts';
import { tf } from '../tensorflow.ts';
import { adamW } from './adamW.ts';
import { ForegroundHead } from './foregroundHead.ts';
import { headLearningRate, trainRound, type ForegroundExample, type HeadRound } from './headTraining.ts';
import { loadRefinement, loadRefinementOrDiscard, saveRefinement } from './refinementFile.ts';
import type { RoundSettings } from './settings.ts';
import { tinyFeatures, tinyNormalisation, tinyShape, TinySource, TINY_SIDE } from './tinyHead.ts';

const folder = mkdtempSync(join(tmpdir(), 'boxwright-head-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** 255 where the test says so of a cell's row and column. */
const drawn = (test: (y: number, x: number) => boolean) =>
  Uint8Array.from({ length: TINY_SIDE ** 2 }, (_, cell) =>
    test(Math.floor(cell / TINY_SIDE), cell % TINY_SIDE) ? 255 : 0,
  );
const square = drawn((y, x) => y > 1 && y < 7 && x > 0 && x < 6);
const strip = drawn((y) => y > 6);
const source = new TinySource(
  new Map([
    ['a', tinyFeatures(1, square)],
    ['b', tinyFeatures(2, strip)],
  ]),
);
const examples: ForegroundExample[] = [
  { contentHash: 'a', target: square, weight: 1 },
  { contentHash: 'b', target: strip, weight: 0.6 },
];

const SHORT: RoundSettings = { learningRate: 5e-3, epochs: 1, leastSteps: 4 };

function start(seed = 1, settings = SHORT): HeadRound {
  const head = ForegroundHead.initialise(seed, tinyNormalisation, tinyShape);
  return { head, optimiser: adamW(head.variables), examples, reader: source, round: 1, seed, settings };
}

function end({ head, optimiser }: HeadRound): void {
  head.dispose();
  optimiser.dispose();
}

const values = ({ head }: HeadRound) => [...head.toTensors().values()].map(({ data }) => [...data]);

async function trained(plan: HeadRound): Promise<number[][]> {
  await trainRound(plan, {});
  const result = values(plan);
  end(plan);
  return result;
}

describe('trainRound', () => {
  it('learns two images by heart, and their mirrors', async () => {
    const plan = start(1, { learningRate: 0.02, epochs: 1, leastSteps: 120 });
    const result = await trainRound(plan, {});
    expect(result?.steps).toBe(120);
    for (const view of ['full', 'mirror'] as const) {
      const p = plan.head.probabilities(source.batch([{ contentHash: 'a', view }]));
      const right = square.filter((value, cell) => {
        const x = cell % TINY_SIDE;
        const at = view === 'mirror' ? cell - x + TINY_SIDE - 1 - x : cell;
        return p[at]! > 0.5 === (value === 255);
      });
      expect(right.length).toBeGreaterThan(0.97 * square.length);
    }
    end(plan);
  });

  it('gives the same numbers for the same seed and round, and others for others', async () => {
    const once = await trained(start());
    expect(await trained(start())).toEqual(once);
    const elsewhere = { ...start(), round: 2 };
    expect(await trained(elsewhere)).not.toEqual(once);
    const otherSeed = { ...start(), seed: 2 };
    expect(await trained(otherSeed)).not.toEqual(once);
  });

  it('interrupted between two rounds and loaded again, ends with the same numbers', async () => {
    const whole = start();
    await trainRound(whole, {});
    const path = join(folder, 'rounds', 'refinement.safetensors');
    const { head, optimiser } = whole;
    saveRefinement(path, { head, optimiser: optimiser.toTensors(), losses: [0.5], other: new Map() });
    const expected = await trained({ ...whole, round: 2 });

    const stored = loadRefinement(path)!;
    const parts = {
      ...start(),
      head: stored.head,
      optimiser: adamW(stored.head.variables, stored.optimiser),
    };
    expect(await trained({ ...parts, round: 2 })).toEqual(expected);
  });

  it('leaves out images that hardly weigh anything, and does nothing where none is left', async () => {
    const asked = new Set<string>();
    const reader = {
      batch: (keys: Parameters<TinySource['batch']>[0]) => {
        for (const { contentHash } of keys) asked.add(contentHash);
        return source.batch(keys);
      },
    };
    const light = { contentHash: 'b', target: strip, weight: 0.02 };
    const plan = { ...start(), reader, examples: [examples[0]!, light] };
    await trainRound(plan, {});
    expect([...asked]).toEqual(['a']);
    const before = values(plan);
    expect(await trainRound({ ...plan, examples: [light] }, {})).toEqual({ loss: 0, steps: 0 });
    expect(values(plan)).toEqual(before);
    end(plan);
  });

  it('takes whole passes through the images, and at least so many steps', async () => {
    const many = Array.from({ length: 40 }, () => examples[0]!);
    const plan = { ...start(1, { learningRate: 1e-3, epochs: 2, leastSteps: 3 }), examples: many };
    expect((await trainRound(plan, {}))?.steps).toBe(5); // 2 * 40 / 16
    expect((await trainRound({ ...plan, examples }, {}))?.steps).toBe(3);
    end(plan);
  });

  it('reports each step, stops between two of them, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const done: number[] = [];
    const cancelled = new AbortController();
    const onEvent = (event: EngineEvent) => {
      if (event.kind !== 'progress') return;
      done.push(event.done);
      if (event.done === 2) cancelled.abort();
    };
    const plan = start();
    await expect(trainRound(plan, { onEvent, signal: cancelled.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(done).toEqual([1, 2]);
    expect(await trainRound(plan, { stop: AbortSignal.abort() })).toBeNull();
    end(plan);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('knows the rounds of the recipe alone', async () => {
    const { settings: _, ...plan } = start();
    await expect(trainRound({ ...plan, round: 9 }, {})).rejects.toThrow('There is no round 9');
    end({ ...plan });
  });
});

it('the learning rate rises over 20 steps and falls to zero as (1 - t) to the power .9', () => {
  expect(headLearningRate(1, 0, 200)).toBeCloseTo(1 / 20, 12);
  expect(headLearningRate(1, 9, 200)).toBeCloseTo(0.5 * (1 - 9 / 200) ** 0.9, 12);
  expect(headLearningRate(2, 100, 200)).toBeCloseTo(2 * 0.5 ** 0.9, 12);
  expect(headLearningRate(1, 199, 200)).toBeLessThan(0.01);
});

describe('refinement.safetensors', () => {
  const path = join(folder, 'stored', 'refinement.safetensors');
  const plan = start();
  const other = new Map([['seeds/axis', { shape: [2], data: Float32Array.of(0.6, 0.8) }]]);

  it('gives back the head, its normalisation and all else that was put into it', () => {
    const { head, optimiser } = plan;
    saveRefinement(path, { head, optimiser: optimiser.toTensors(), losses: [0.5, 0.25], other });
    const back = loadRefinement(path)!;
    expect(back.losses).toEqual([0.5, 0.25]);
    expect(back.head.shape).toEqual(tinyShape);
    expect(back.head.normalisation).toEqual(tinyNormalisation);
    expect([...back.head.toTensors()]).toEqual([...head.toTensors()]);
    expect([...back.optimiser.keys()]).toEqual([...optimiser.toTensors().keys()]);
    expect([...back.other]).toEqual([...other]);
    back.head.dispose();
  });

  it('is none where there is no file, an error where there is another, and discarded where that is asked', () => {
    expect(loadRefinement(join(folder, 'nowhere'))).toBeNull();
    const cut = join(folder, 'cut.safetensors');
    writeFileSync(cut, readFileSync(path).subarray(0, 2000));
    expect(() => loadRefinement(cut)).toThrow(expect.objectContaining({ code: 'resource-damaged' }));
    expect(loadRefinementOrDiscard(cut)).toBeNull();
    expect(loadRefinement(cut)).toBeNull();
  });

  it('of another version of the recipe is none of this one', () => {
    const older = readFileSync(path)
      .toString('latin1')
      .replace('settingsVersion\\":1', 'settingsVersion\\":0');
    const file = join(folder, 'older.safetensors');
    writeFileSync(file, older, 'latin1');
    expect(() => loadRefinement(file)).toThrow(/not a refinement of this version/);
  });
});
