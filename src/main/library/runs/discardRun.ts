/** A run is thrown away. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { ProjectFolder } from '../projectFolder.ts';
import type { Store } from '../store/store.ts';

/** @throws BoxwrightError `not-found`, `bad-arguments` when the run succeeded. */
export function discardRun(store: Store, folder: ProjectFolder, id: number): void {
  store.transaction(() => {
    const run = store.runs.get(id);
    if (run === undefined) throw new BoxwrightError('not-found', `There is no training ${id} any more.`);
    if (run.state === 'succeeded') {
      throw new BoxwrightError(
        'bad-arguments',
        'This training was finished; only one that was not can be discarded.',
      );
    }
    store.scoreMaps.removeOf(id);
    store.learnings.keepVersions(id, []);
    store.runs.remove(id);
  });
  // After the commit: a folder without its run is only litter, a run without its folder could not go on.
  rmSync(join(folder.models, `run-${id}`), { recursive: true, force: true });
}
