/**
 * A person's decisions on boxes. Each is applied in the same transaction that writes its line of the log, so
 * that neither exists without the other.
 */
import type { BoxRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { DecisionKind } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';
import { setBox, stepOf } from './step.ts';
import type { ReviewStep } from './step.ts';
import { inEffect } from './undo.ts';

export type DecisionRequest =
  | { kind: 'accept' | 'reject' | 'delete'; boxId: number }
  | { kind: 'edit'; boxId: number; box: Box }
  | { kind: 'set-class'; boxId: number; classId: number }
  | { kind: 'draw'; imageId: number; classId: number; box: Box };

/**
 * Applies decisions one after the other and logs them as one group. Deleting a box that a model gave is logged as a
 * rejection: were its row gone, the next prediction would bring it back.
 * @throws BoxwrightError `not-found` when a box, image or class is not there; nothing is decided then.
 */
export function decideAll(store: Store, requests: readonly DecisionRequest[]): ReviewStep {
  return store.transaction(() => {
    const group = new GroupWriter(store);
    for (const request of requests) {
      const plan = planned(store, request);
      if (plan.kind !== 'draw') setBox(store, plan.boxId, plan.after);
      group.add(plan);
    }
    return stepOf(group.plans);
  });
}

/** Accepts those of the boxes that nobody has looked at; the others, and those that are gone, stay as they are. */
export function acceptAll(store: Store, boxIds: readonly number[]): ReviewStep {
  return store.transaction(() => {
    const group = new GroupWriter(store);
    for (const before of store.boxes.ownUnreviewed(boxIds)) {
      const { id: boxId, imageId } = before;
      store.boxes.setReview(boxId, 'accepted');
      group.add({ kind: 'accept', imageId, boxId, before, after: { ...before, review: 'accepted' } });
    }
    return stepOf(group.plans);
  });
}

/** Logs decisions as a group, each in effect after the one before. */
class GroupWriter {
  readonly plans: Plan[] = [];
  readonly #store: Store;
  #parentId: number | null;
  #groupId: number | null = null;

  constructor(store: Store) {
    this.#store = store;
    this.#parentId = inEffect(store)?.id ?? null;
  }

  add(plan: Plan): void {
    const [parentId, groupId] = [this.#parentId, this.#groupId];
    const id = this.#store.decisions.append({ ...plan, parentId, groupId, targetId: null });
    this.#parentId = id;
    this.#groupId ??= id;
    this.plans.push(plan);
  }
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
  const before = store.boxes.own(request.boxId);
  if (before === undefined)
    throw new BoxwrightError('not-found', `There is no box ${request.boxId} any more.`);
  if (request.kind === 'set-class') requireClass(store, request.classId);
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
  requireClass(store, classId);
  if (!store.images.get(imageId))
    throw new BoxwrightError('not-found', `There is no image ${imageId} any more.`);
  const { x, y, w, h } = box;
  const origin = { source: 'drawn', score: null, runId: null, review: 'accepted' } as const;
  const fresh = { imageId, classId, x, y, w, h, ...origin };
  const boxId = store.boxes.add(fresh);
  return { kind: 'draw', imageId, boxId, before: null, after: { id: boxId, ...fresh } };
}

function requireClass(store: Store, classId: number): void {
  if (store.classes.shownAs(classId) === undefined)
    throw new BoxwrightError('not-found', `There is no class ${classId} any more.`);
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
