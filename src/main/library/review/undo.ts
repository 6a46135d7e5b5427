/** The way back and forth along a person's decisions, a group of them at a time. */
import type { UndoState } from '../../../shared/appDomain.ts';
import type { Decision } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';
import { rederive } from '../theta/rederive.ts';
import { setBox, stepOf } from './step.ts';
import type { ReviewStep } from './step.ts';

/** Takes the latest group in effect back, its last decision first; null when there is none. */
export function undo(store: Store): ReviewStep | null {
  return store.transaction(() => {
    const last = inEffect(store);
    if (last === undefined) return null;
    const group = store.decisions.groupOf(last);
    for (const target of group.toReversed()) {
      setBox(store, target.boxId, target.before);
      store.decisions.append(reaching(target, 'undo'));
    }
    const step = stepOf(group);
    // A box that nobody has looked at any more comes back as an earlier theta made it, and follows theta again.
    rederive(store, step.imageIds);
    return step;
  });
}

/** Brings the group that was undone last back; null when there is none or another was decided since. */
export function redo(store: Store): ReviewStep | null {
  return store.transaction(() => {
    const first = store.decisions.lastChildOf(inEffect(store)?.id ?? null);
    if (first === undefined) return null;
    const group = store.decisions.groupOf(first);
    for (const target of group) {
      // A later run may have given this image a new box for the one that had become unreviewed again.
      if (target.before && !store.boxes.own(target.boxId)) store.boxes.removeUnreviewed(target.imageId);
      setBox(store, target.boxId, target.after);
      store.decisions.append(reaching(target, 'redo'));
    }
    const step = stepOf(group);
    // Where the new box gave way, further objects of the image get theirs back.
    rederive(store, step.imageIds);
    return step;
  });
}

export function undoState(store: Store): UndoState {
  const last = inEffect(store);
  return {
    canUndo: last !== undefined,
    canRedo: store.decisions.lastChildOf(last?.id ?? null) !== undefined,
  };
}

/** The decision that an undo would take back now: always the last of its group. */
export function inEffect(store: Store): Decision | undefined {
  const last = store.decisions.last();
  if (last === undefined || last.targetId === null) return last;
  const target = store.decisions.get(last.targetId);
  if (last.kind === 'redo') return target;
  return target && target.parentId !== null ? store.decisions.get(target.parentId) : undefined;
}

function reaching(target: Decision, kind: 'undo' | 'redo'): Omit<Decision, 'id'> {
  const [before, after] = kind === 'redo' ? [target.before, target.after] : [target.after, target.before];
  const { imageId, boxId, id } = target;
  return { kind, imageId, boxId, before, after, parentId: null, targetId: id, groupId: null };
}
