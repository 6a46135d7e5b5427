/**
 * A person's decisions on boxes. Each is applied in the same transaction that writes its line of the log, so
 * that neither exists without the other.
 */
import type { BoxRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { Decision, DecisionKind, NewDecision } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';

export type DecisionRequest =
  | { kind: 'accept' | 'reject' | 'delete'; boxId: number }
  | { kind: 'edit'; boxId: number; box: Box }
  | { kind: 'set-class'; boxId: number; classId: number }
  | { kind: 'draw'; imageId: number; classId: number; box: Box };

/**
 * Applies a decision and logs it. Deleting a box that a model gave is logged as a rejection: were its row gone,
 * the next prediction would bring it back.
 * @throws BoxwrightError `not-found` when the box is not there.
 */
export function decide(store: Store, request: DecisionRequest): Decision {
  return store.transaction(() => {
    const { kind, before, after, boxId, imageId } = planned(store, request);
    if (kind !== 'draw') setBox(store, boxId, after);
    const parentId = inEffect(store)?.id ?? null;
    return logged(store, { kind, imageId, boxId, before, after, parentId, targetId: null });
  });
}

/** Takes the latest decision in effect back; undefined when there is none. */
export function undo(store: Store): Decision | undefined {
  return store.transaction(() => {
    const target = inEffect(store);
    if (target === undefined) return undefined;
    setBox(store, target.boxId, target.before);
    return logged(store, reaching(target, 'undo'));
  });
}

/** Brings the decision that was undone last back; undefined when there is none or another was taken since. */
export function redo(store: Store): Decision | undefined {
  return store.transaction(() => {
    const target = store.decisions.lastChildOf(inEffect(store)?.id ?? null);
    if (target === undefined) return undefined;
    // A later run may have given this image a new box for the one that had become unreviewed again.
    if (target.before && !store.boxes.get(target.boxId)) store.boxes.removeUnreviewed(target.imageId);
    setBox(store, target.boxId, target.after);
    return logged(store, reaching(target, 'redo'));
  });
}

/** The decision that an undo would take back now. */
function inEffect(store: Store): Decision | undefined {
  const last = store.decisions.last();
  if (last === undefined || last.targetId === null) return last;
  const target = store.decisions.get(last.targetId);
  if (last.kind === 'redo') return target;
  return target && target.parentId !== null ? store.decisions.get(target.parentId) : undefined;
}

function reaching(target: Decision, kind: 'undo' | 'redo'): NewDecision {
  const [before, after] = kind === 'redo' ? [target.before, target.after] : [target.after, target.before];
  return { ...target, kind, before, after, parentId: null, targetId: target.id };
}

function logged(store: Store, decision: NewDecision): Decision {
  return { ...decision, id: store.decisions.append(decision) };
}

function setBox(store: Store, boxId: number, box: BoxRecord | null): void {
  if (box === null) store.boxes.remove(boxId);
  else store.boxes.write(box);
}

interface Plan {
  kind: DecisionKind;
  imageId: number;
  boxId: number;
  before: BoxRecord | null;
  after: BoxRecord | null;
}

function planned(store: Store, request: DecisionRequest): Plan {
  if (request.kind === 'draw') return drawn(store, request);
  const before = store.boxes.get(request.boxId);
  if (before === undefined)
    throw new BoxwrightError('not-found', `There is no box ${request.boxId} any more.`);
  const kind = request.kind === 'delete' && before.source === 'predicted' ? 'reject' : request.kind;
  return {
    kind,
    imageId: before.imageId,
    boxId: before.id,
    before,
    after: outcome(before, { ...request, kind }),
  };
}

function drawn(store: Store, request: Extract<DecisionRequest, { kind: 'draw' }>): Plan {
  const { imageId, classId, box } = request;
  const fresh = {
    imageId,
    classId,
    ...box,
    source: 'drawn',
    score: null,
    runId: null,
    review: 'accepted',
  } as const;
  const boxId = store.boxes.add(fresh);
  return { kind: 'draw', imageId, boxId, before: null, after: { id: boxId, ...fresh } };
}

function outcome(
  box: BoxRecord,
  request: { kind: DecisionKind; box?: Box; classId?: number },
): BoxRecord | null {
  switch (request.kind) {
    case 'accept':
      // A box that a person has put right stays known as such.
      return { ...box, review: box.review === 'edited' ? 'edited' : 'accepted' };
    case 'reject':
      return { ...box, review: 'rejected' };
    case 'edit':
      return { ...box, ...request.box, review: 'edited' };
    case 'set-class':
      return { ...box, classId: request.classId ?? box.classId, review: 'edited' };
    default:
      return null;
  }
}
