/** One thread of the pool: cuts one image after the other. */
import { parentPort } from 'node:worker_threads';
import { grabCut } from './grabCut.ts';
import type { CutAnswer, CutJob } from './messages.ts';

parentPort?.on('message', ({ image, trimap, iterations }: CutJob) => {
  try {
    const mask = grabCut(image, trimap, iterations);
    parentPort?.postMessage({ mask } satisfies CutAnswer, [mask.buffer as ArrayBuffer]);
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ failure } satisfies CutAnswer);
  }
});
