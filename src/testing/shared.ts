/**
 * Reference material that is too large for this repository lies in a folder beside it. BOXWRIGHT_SHARED names the
 * folder when it lies elsewhere.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env } from 'node:process';

const repository = resolve(import.meta.dirname, '../..');

/**
 * The path of something in the shared folder, or null when it is not there: such tests are skipped, saying so,
 * except in continuous integration, where nothing may pass untested.
 *
 *     const golden = sharedPath('golden', 'ci-cam');
 *     describe.skipIf(golden === null)('the head', () => { ... });
 */
export function sharedPath(...parts: string[]): string | null {
  const path = join(env['BOXWRIGHT_SHARED'] ?? join(repository, '..', 'shared'), ...parts);
  if (existsSync(path)) return path;
  const problem = `${parts.join('/')} is not in the shared folder (${path}); BOXWRIGHT_SHARED can name another.`;
  if (env['CI'] && env['CI'] !== 'false') throw new Error(problem);
  console.warn(`Skipped: ${problem}`);
  return null;
}
