/**
 * Classes that count as another. Images and boxes keep their own class beneath the one they count as, and the log of
 * decisions names own classes only; so a merge is taken back without a trace, whatever was decided meanwhile.
 */
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Store } from '../store/store.ts';

/** @throws BoxwrightError `not-found`, `bad-arguments` when both are one class. */
export function merge(store: Store, from: number, into: number): void {
  if (from === into) throw new BoxwrightError('bad-arguments', 'A class cannot be merged into itself.');
  store.transaction(() => {
    for (const id of [from, into]) {
      if (!store.classes.get(id)) throw new BoxwrightError('not-found', `There is no class ${id} any more.`);
    }
    store.merges.add(from, into);
  });
}

/** Whether there was a merge to take back. */
export function undoMerge(store: Store): boolean {
  return store.transaction(() => {
    const latest = store.merges.latest();
    if (latest) store.merges.takeBack(latest.id);
    return latest !== undefined;
  });
}
