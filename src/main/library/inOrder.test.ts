import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inOrder } from './inOrder.ts';

it('keeps the order of the inputs and the width', async () => {
  let running = 0;
  let most = 0;
  const results: number[] = [];
  const work = async (n: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await sleep(n === 1 ? 20 : 1);
    running -= 1;
    return n;
  };
  for await (const n of inOrder([1, 2, 3, 4, 5], 2, work)) results.push(n);
  expect(results).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

it('leaves no work running when the loop is left by a failure', async () => {
  let finished = 0;
  const work = async (n: number): Promise<void> => {
    if (n === 1) throw new Error('first');
    await sleep(10);
    finished += 1;
  };
  const loop = async (): Promise<void> => {
    for await (const result of inOrder([1, 2, 3], 3, work)) expect(result).toBeUndefined();
  };
  await expect(loop()).rejects.toThrow('first');
  expect(finished).toBe(2);
});
