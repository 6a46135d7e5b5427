/** Where the program of the pool's threads lies: beside this file in the sources, in the folder of all programs when built. */
import { basename, dirname, join } from 'node:path';

/** @param here the path of the file that asks. */
export function workerFile(here: string): string {
  const folder = dirname(here);
  if (here.endsWith('.ts')) return join(folder, 'grabCutWorker.ts');
  // What several programs share is bundled one folder below them; see electron.vite.config.ts.
  return join(basename(folder) === 'chunks' ? dirname(folder) : folder, 'grabCutWorker.js');
}
