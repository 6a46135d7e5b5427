import { expect, test } from 'vitest';
import { LatestFirst } from './latestFirst.ts';

/** Work that notes its name when it begins and ends when it is told to. */
function workshop(width: number) {
  const begun: string[] = [];
  const gates = new Map<string, () => void>();
  const makings = new LatestFirst(width);
  const ask = (key: string, place?: 'next' | 'behind'): Promise<string> =>
    makings.run(
      key,
      async () => {
        begun.push(key);
        const { promise, resolve } = Promise.withResolvers<undefined>();
        gates.set(key, () => resolve(undefined));
        await promise;
        return `made ${key}`;
      },
      place,
    );
  const finish = async (key: string): Promise<void> => {
    gates.get(key)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, ask, finish };
}

test('no more than the width at once; then the latest that was asked for', async () => {
  const { begun, ask, finish } = workshop(2);
  for (const key of ['a', 'b', 'c', 'd']) void ask(key);
  expect(begun).toEqual(['a', 'b']);
  await finish('a');
  expect(begun).toEqual(['a', 'b', 'd']);
  await finish('d');
  expect(begun).toEqual(['a', 'b', 'd', 'c']);
});

test('who asks for the same shares one piece of work, and puts it first', async () => {
  const { begun, ask, finish } = workshop(1);
  void ask('a');
  const first = ask('b');
  void ask('c');
  const second = ask('b');
  await finish('a');
  expect(begun).toEqual(['a', 'b']);
  await finish('b');
  expect(await Promise.all([first, second])).toEqual(['made b', 'made b']);
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('what may wait is done when nothing is asked for, unless it is asked for itself', async () => {
  const { begun, ask, finish } = workshop(1);
  void ask('a');
  void ask('slow 1', 'behind');
  void ask('slow 2', 'behind');
  void ask('b');
  void ask('slow 2');
  for (const key of ['a', 'slow 2', 'b']) await finish(key);
  expect(begun).toEqual(['a', 'slow 2', 'b', 'slow 1']);
});

test('work that fails fails for those who asked, and makes way for the next', async () => {
  const makings = new LatestFirst(1);
  const failing = makings.run('a', () => Promise.reject(new Error('no disk')));
  const next = makings.run('b', () => Promise.resolve('made b'));
  await expect(failing).rejects.toThrow('no disk');
  expect(await next).toBe('made b');
  expect(await makings.run('a', () => Promise.resolve('made a'))).toBe('made a');
});
