import type { RoundSettings } from './settings.ts';

/** Steps of a round's training on so many images. Loads no TensorFlow. */
export function roundSteps(
  { epochs, leastSteps, mostPasses = Infinity }: RoundSettings,
  images: number,
  batchSize: number,
): number {
  const wanted = Math.max(Math.floor((epochs * images) / batchSize), leastSteps);
  return Math.min(wanted, Math.max(Math.ceil((mostPasses * images) / batchSize), 1));
}
