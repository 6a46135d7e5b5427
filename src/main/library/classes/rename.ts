/** Names of classes. */
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Store } from '../store/store.ts';

/** @throws BoxwrightError `name-taken` when another class has the name, `not-found`, `bad-arguments` for an empty name. */
export function rename(store: Store, classId: number, given: string): void {
  const name = given.normalize('NFC').trim();
  if (name === '') throw new BoxwrightError('bad-arguments', 'A class needs a name.');
  store.transaction(() => {
    if (!store.classes.get(classId))
      throw new BoxwrightError('not-found', `There is no class ${classId} any more.`);
    const holder = store.classes.withName(name);
    if (holder !== undefined && holder !== classId) giveWay(store, holder, name);
    store.classes.rename(classId, name);
  });
}

/** A class that counts as another is not seen, so that its name is free; it gets a new one, should it come back. */
function giveWay(store: Store, holder: number, name: string): void {
  if (store.classes.shownAs(holder) === holder) {
    throw new BoxwrightError(
      'name-taken',
      `There is a class "${name}" already. Choose another name, or merge this class into "${name}".`,
    );
  }
  let number = 2;
  while (store.classes.withName(`${name} (${number})`) !== undefined) number += 1;
  store.classes.rename(holder, `${name} (${number})`);
}
