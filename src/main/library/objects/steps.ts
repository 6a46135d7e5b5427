/**
 * Choices on the way of undo and redo. The log of decisions is about single boxes and append-only; a choice is kept beside
 * it, with the decision that was in effect when it was made: when an undo comes back to there, it takes the choice back
 * before any older decision.
 */
import { z } from 'zod';
import type { ObjectsState } from '../../../shared/appDomain.ts';
import { inEffect } from '../review/undo.ts';
import type { Store } from '../store/store.ts';
import { objectsSchema, objectsState, writeObjects } from './settings.ts';

const key = 'objects-steps';

const stepSchema = z.object({
  /** Id of the decision that was in effect; null: none was. */
  after: z.number().nullable(),
  /** Of the class that it was about; null: of all. */
  classId: z.number().nullable(),
  /** What the choice is when the step is taken back, or brought back. */
  state: objectsSchema,
  /** Id of the last line of the log when the step was taken back: a decision since ends what can be brought back. */
  seen: z.number(),
});

const storedSchema = z.object({ done: z.array(stepSchema), undone: z.array(stepSchema) });

type Step = z.infer<typeof stepSchema>;
type Steps = z.infer<typeof storedSchema>;

function read(store: Store): Steps {
  const stored = store.settings.read(key);
  return stored === undefined ? { done: [], undone: [] } : storedSchema.parse(stored);
}

function lastLine(store: Store): number {
  return store.decisions.last()?.id ?? 0;
}

/** Remembers the state that a choice is about to change. */
export function noteStep(store: Store, classId: number | null, before: ObjectsState): void {
  const { done } = read(store);
  const step = { after: inEffect(store)?.id ?? null, classId, state: before, seen: 0 };
  store.settings.write(key, { done: [...done, step], undone: [] });
}

/** The choice that an undo would take back now, unless a decision comes first. */
function nextUndo(store: Store, { done }: Steps): Step | undefined {
  const step = done.at(-1);
  return step && step.after === (inEffect(store)?.id ?? null) ? step : undefined;
}

/** The choice that a redo would bring back now, unless a decision comes first. */
function nextRedo(store: Store, { undone }: Steps): Step | undefined {
  const step = undone.at(-1);
  if (step?.after !== (inEffect(store)?.id ?? null)) return undefined;
  return (store.decisions.lastChildOf(step.after)?.id ?? 0) <= step.seen ? step : undefined;
}

export function choicesState(store: Store): { canUndo: boolean; canRedo: boolean } {
  const steps = read(store);
  return { canUndo: nextUndo(store, steps) !== undefined, canRedo: nextRedo(store, steps) !== undefined };
}

/**
 * Takes back the choice that an undo would take back now.
 * @returns the class whose boxes are to follow, null for all; undefined: a decision comes first, or there is nothing.
 */
export function undoChoice(store: Store): number | null | undefined {
  const steps = read(store);
  const step = nextUndo(store, steps);
  if (!step) return undefined;
  const back = { ...step, state: objectsState(store), seen: lastLine(store) };
  writeObjects(store, step.state);
  store.settings.write(key, { done: steps.done.slice(0, -1), undone: [...steps.undone, back] });
  return step.classId;
}

/** As `undoChoice`, for redo. */
export function redoChoice(store: Store): number | null | undefined {
  const steps = read(store);
  const step = nextRedo(store, steps);
  if (!step) return undefined;
  const again = { ...step, state: objectsState(store) };
  writeObjects(store, step.state);
  store.settings.write(key, { done: [...steps.done, again], undone: steps.undone.slice(0, -1) });
  return step.classId;
}
