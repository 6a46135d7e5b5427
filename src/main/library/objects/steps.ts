/** Choices on the way of undo and redo; see review/steps.ts. */
import { broughtBack, nextRedo, nextUndo, tookBack } from '../review/steps.ts';
import type { Return } from '../review/steps.ts';
import type { Store } from '../store/store.ts';
import { objectsState, writeObjects } from './settings.ts';

export function choicesState(store: Store): { canUndo: boolean; canRedo: boolean } {
  return {
    canUndo: nextUndo(store)?.kind === 'objects',
    canRedo: nextRedo(store)?.kind === 'objects',
  };
}

/**
 * Takes back the choice that an undo would take back now.
 * @returns the class whose boxes are to follow, null for all; undefined: something else comes first, or there is nothing.
 */
export function undoChoice(store: Store): number | null | undefined {
  return walk(store, nextUndo(store), tookBack);
}

/** As `undoChoice`, for redo. */
export function redoChoice(store: Store): number | null | undefined {
  return walk(store, nextRedo(store), broughtBack);
}

function walk(store: Store, to: Return | undefined, note: typeof tookBack): number | null | undefined {
  if (to?.kind !== 'objects') return undefined;
  note(store, { ...to, state: objectsState(store) });
  writeObjects(store, to.state);
  return to.classId;
}
