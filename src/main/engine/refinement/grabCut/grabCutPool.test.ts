import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TRIMAP } from '../trimap.ts';
import { grabCut } from './grabCut.ts';
import { GrabCutPool } from './grabCutPool.ts';
import { MultiplyWithCarry } from './random.ts';
import { workerFile } from './workerFile.ts';

const pools: GrabCutPool[] = [];
function open(...args: ConstructorParameters<typeof GrabCutPool>): GrabCutPool {
  const pool = new GrabCutPool(...args);
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

/** A picture of noise, and a trimap in upright stripes of sure and probable background and foreground. */
function noise(seed: number, width = 40, height = 30) {
  const random = new MultiplyWithCarry(seed);
  const rgb = Uint8Array.from({ length: width * height * 3 }, () => random.next() % 256);
  const stripes = [
    TRIMAP.background,
    TRIMAP.probableBackground,
    TRIMAP.probableForeground,
    TRIMAP.foreground,
  ];
  const trimap = Uint8Array.from(
    { length: width * height },
    (_, at) => stripes[Math.trunc(((at % width) * 4) / width)]!,
  );
  return { image: { rgb, width, height }, trimap };
}

describe('the pool of threads', () => {
  it('makes the same masks on three threads as on none, and leaves its input alone', async () => {
    const pool = open(3);
    const jobs = Array.from({ length: 12 }, (_, index) => noise(index + 1));
    const before = jobs.map(({ image, trimap }) => [image.rgb.slice(), trimap.slice()]);
    const masks = await Promise.all(jobs.map(({ image, trimap }) => pool.run(image, trimap, 2)));
    expect(masks).toEqual(jobs.map(({ image, trimap }) => grabCut(image, trimap, 2)));
    expect(jobs.map(({ image, trimap }) => [image.rgb, trimap])).toEqual(before);
  });

  it('takes parts of larger arrays', async () => {
    const { image, trimap } = noise(4);
    const large = new Uint8Array(image.rgb.length + 100);
    large.set(image.rgb, 60);
    const part = { ...image, rgb: large.subarray(60, 60 + image.rgb.length) };
    expect(await open(1).run(part, trimap, 1)).toEqual(grabCut(image, trimap, 1));
  });

  it('says when there is room, so that few images need to be held', async () => {
    const pool = open(1);
    const { image, trimap } = noise(1);
    const done: number[] = [];
    const run = (index: number) => pool.run(image, trimap, 1).then(() => done.push(index));
    await pool.room();
    const all = [0, 1, 2, 3, 4].map(run);
    // One is cut and one follows; the other three wait.
    await pool.room();
    expect(done.length).toBeGreaterThanOrEqual(3);
    await Promise.all(all);
    expect(done).toEqual([0, 1, 2, 3, 4]);
  });

  it('stops in the middle when it is closed', async () => {
    const pool = open(2);
    const { image, trimap } = noise(1, 299, 299);
    const results = Array.from({ length: 7 }, () => pool.run(image, trimap, 50));
    const settled = Promise.allSettled(results);
    const room = pool.room();
    await pool.close();
    await room;
    for (const result of await settled)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    await expect(pool.run(image, trimap, 1)).rejects.toMatchObject({ code: 'cancelled' });
    await pool.close();
  });

  it.each([
    ['too few bytes', { ...noise(1), iterations: 1, cut: 1 }, /3600 bytes and a trimap of 1200, not 3599/],
    ['no iterations', { ...noise(1), iterations: 0, cut: 0 }, /at least one iteration, not 0/],
    [
      'numbers that mean nothing',
      { ...noise(1), trimap: new Uint8Array(1200).fill(4), iterations: 1, cut: 0 },
      /0, 1, 2 and 3/,
    ],
  ])('refuses %s', async (_, { image, trimap, iterations, cut }, message) => {
    const rgb = image.rgb.subarray(0, image.rgb.length - cut);
    await expect(open(1).run({ ...image, rgb }, trimap, iterations)).rejects.toThrow(message);
  });

  it('refuses to work on no threads', () => {
    expect(() => new GrabCutPool(0)).toThrow('0 threads');
  });
});

describe('a thread that fails', () => {
  const file = join(import.meta.dirname, 'fixtures', 'dyingWorker.ts');
  const run = (pool: GrabCutPool, width: number) => {
    const { image, trimap } = noise(1, width, 2);
    return pool.run(image, trimap, 1);
  };

  it('fails for the image that it could not cut, and goes on', async () => {
    const pool = open(1, { file });
    const [bad, good] = await Promise.allSettled([run(pool, 14), run(pool, 10)]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'GrabCut failed: fourteen' } });
    expect(good).toEqual({ status: 'fulfilled', value: new Uint8Array(20).fill(1) });
  });

  it('takes only the image with it that it died of; another thread cuts the others', async () => {
    const pool = open(1, { file });
    const results = await Promise.allSettled([10, 13, 11, 13, 12].map((width) => run(pool, width)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({
      reason: { message: expect.stringContaining('exit code 7') as string },
    });
    expect(await run(pool, 10)).toHaveLength(20);
  });

  it('is told of where there is no such program', async () => {
    const pool = open(2, { file: join(import.meta.dirname, 'missing.ts') });
    await expect(run(pool, 10)).rejects.toThrow(/missing\.ts/);
  });
});

describe("the threads' program", () => {
  it('lies beside the sources, and in the folder of the programs once built', () => {
    expect(workerFile(join('src', 'grabCut', 'grabCutPool.ts'))).toBe(
      join('src', 'grabCut', 'grabCutWorker.ts'),
    );
    expect(workerFile(join('out', 'main', 'engineProcess.js'))).toBe(join('out', 'main', 'grabCutWorker.js'));
    expect(workerFile(join('out', 'main', 'chunks', 'pool-x.js'))).toBe(
      join('out', 'main', 'grabCutWorker.js'),
    );
  });
});
