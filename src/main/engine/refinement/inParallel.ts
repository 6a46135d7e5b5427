/** Work on many things, a few at a time. */
import { throwIfCancelled } from '../../../shared/errors.ts';

/**
 * @param most that are worked on at the same time.
 * @returns what came of each, in the order of the items.
 * @throws the first error of `work`, once all that had begun has ended; BoxwrightError `cancelled` between two of them.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<R>,
  signal?: AbortSignal,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let hasFailed = false;
  const hand = async () => {
    while (next < items.length && !hasFailed) {
      const index = next;
      next += 1;
      try {
        throwIfCancelled(signal);
        results[index] = await work(items[index]!, index);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: most }, hand));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return results;
}
