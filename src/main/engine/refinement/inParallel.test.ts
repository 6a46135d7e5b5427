import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from './inParallel.ts';

test('results keep the order of the items, whichever is done first, and no more are worked on than allowed', async () => {
  let [working, most] = [0, 0];
  const results = await inParallel([3, 1, 2, 0], 2, async (turns) => {
    working += 1;
    most = Math.max(most, working);
    for (let i = 0; i < turns; i += 1) await turn();
    working -= 1;
    return 10 * turns;
  });
  expect(results).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

test('the first failure ends it, after what had begun', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await turn();
    if (item === 1) throw new Error('one');
  };
  await expect(inParallel([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow('one');
  expect(begun.length).toBeLessThan(6);
});

test('what is cancelled begins nothing more', async () => {
  const cancel = new AbortController();
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    cancel.abort();
    await turn();
  };
  await expect(inParallel([0, 1, 2], 1, work, cancel.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(begun).toEqual([0]);
});
