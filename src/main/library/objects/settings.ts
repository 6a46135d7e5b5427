/** How many objects an image of a class may hold, as a person chose it. */
import { z } from 'zod';
import type { ObjectsState } from '../../../shared/appDomain.ts';
import { objectChoices, type ObjectChoice } from '../../../shared/objects.ts';
import type { Store } from '../store/store.ts';

const key = 'objects';

const choice = z.enum(objectChoices);
export const objectsSchema = z.object({ choice, byClass: z.record(z.string(), choice) });

/** One object an image, until a person says otherwise. */
export function objectsState(store: Store): ObjectsState {
  const stored = store.settings.read(key);
  return stored === undefined ? { choice: 'one', byClass: {} } : objectsSchema.parse(stored);
}

export function writeObjects(store: Store, state: ObjectsState): void {
  store.settings.write(key, state);
}

/** The state after a choice for a class, or (null) for all classes, whatever was chosen for single ones before. */
export function withChoice(
  { choice, byClass }: ObjectsState,
  chosen: ObjectChoice,
  classId: number | null,
): ObjectsState {
  if (classId === null) return { choice: chosen, byClass: {} };
  return { choice, byClass: { ...byClass, [classId]: chosen } };
}
