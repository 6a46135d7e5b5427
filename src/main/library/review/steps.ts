/**
 * Steps of undo and redo that are no decisions on boxes: choices of objects, and learning from corrections. The log of
 * decisions is about single boxes and append-only; such a step is kept beside it, with the decision that was in effect when it
 * was made: when an undo comes back to there, it takes the step back before any older decision.
 */
import { z } from 'zod';
import { objectsSchema } from '../objects/settings.ts';
import type { Store } from '../store/store.ts';
import { inEffect } from './undo.ts';

const key = 'steps';

/** What is brought back when the step is taken back, or brought back. */
const returnSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('objects'),
    /** Of the class that the choice was about; null: of all. */
    classId: z.number().nullable(),
    state: objectsSchema,
  }),
  z.object({ kind: z.literal('learning'), runId: z.number(), version: z.number() }),
]);

const stepSchema = z.object({
  /** Id of the decision that was in effect; null: none was. */
  after: z.number().nullable(),
  to: returnSchema,
  /** Id of the last line of the log when the step was taken back: a decision since ends what can be brought back. */
  seen: z.number(),
});

const storedSchema = z.object({ done: z.array(stepSchema), undone: z.array(stepSchema) });

export type Return = z.infer<typeof returnSchema>;
type Step = z.infer<typeof stepSchema>;
type Steps = z.infer<typeof storedSchema>;

function read(store: Store): Steps {
  const stored = store.settings.read(key);
  return stored === undefined ? { done: [], undone: [] } : storedSchema.parse(stored);
}

/** Remembers what a step is about to change. */
export function noteStep(store: Store, to: Return): void {
  const { done } = read(store);
  const step = { after: inEffect(store)?.id ?? null, to, seen: 0 };
  store.settings.write(key, { done: [...done, step], undone: [] });
}

/** Forgets the steps that a condition is true of: they are no longer to be gone back to. */
export function dropSteps(store: Store, isGone: (to: Return) => boolean): void {
  const { done, undone } = read(store);
  const kept = (steps: Step[]) => steps.filter(({ to }) => !isGone(to));
  store.settings.write(key, { done: kept(done), undone: kept(undone) });
}

/** The step that an undo would take back now, unless a decision comes first. */
export function nextUndo(store: Store): Return | undefined {
  const step = read(store).done.at(-1);
  return step && step.after === (inEffect(store)?.id ?? null) ? step.to : undefined;
}

/** The step that a redo would bring back now, unless a decision comes first. */
export function nextRedo(store: Store): Return | undefined {
  const step = read(store).undone.at(-1);
  if (step?.after !== (inEffect(store)?.id ?? null)) return undefined;
  return (store.decisions.lastChildOf(step.after)?.id ?? 0) <= step.seen ? step.to : undefined;
}

/** The step of `nextUndo` is taken back. @param now what a redo brings back. */
export function tookBack(store: Store, now: Return): void {
  const { done, undone } = read(store);
  const back = { after: done.at(-1)?.after ?? null, to: now, seen: store.decisions.last()?.id ?? 0 };
  store.settings.write(key, { done: done.slice(0, -1), undone: [...undone, back] });
}

/** The step of `nextRedo` is brought back. @param now what an undo takes back again. */
export function broughtBack(store: Store, now: Return): void {
  const { done, undone } = read(store);
  const again = { after: undone.at(-1)?.after ?? null, to: now, seen: 0 };
  store.settings.write(key, { done: [...done, again], undone: undone.slice(0, -1) });
}
