/** `project.review`: decisions on boxes, one or many at a time, and the way back from them. */
import type { UndoState } from '../../../shared/appDomain.ts';
import type { Decision } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';
import { acceptAll, decideAll } from './decide.ts';
import type { DecisionRequest } from './decide.ts';
import type { ReviewStep } from './step.ts';
import { redo, undo, undoState } from './undo.ts';

export class Review {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Applies decisions in the order given, in one transaction, and logs them as one group: one undo takes all of them
   * back. Once it returns they outlast a power cut.
   * @throws BoxwrightError `not-found` when a box, an image or a class is not there; nothing is decided then.
   */
  decideAll(requests: readonly DecisionRequest[]): ReviewStep {
    return decideAll(this.#store, requests);
  }

  /** Accepts those of the boxes that are there and that nobody has looked at, as one group. */
  acceptAll(boxIds: readonly number[]): ReviewStep {
    return acceptAll(this.#store, boxIds);
  }

  /** Takes the latest group in effect back; null when there is none. */
  undo(): ReviewStep | null {
    return undo(this.#store);
  }

  /** Brings the group that was undone last back; null when there is none or another was decided since. */
  redo(): ReviewStep | null {
    return redo(this.#store);
  }

  /** Whether there is something to undo and to redo: two look-ups, however long the log. */
  undoState(): UndoState {
    return undoState(this.#store);
  }

  /** The log of decisions from its first line. */
  log(): Iterable<Decision> {
    return this.#store.decisions.log();
  }
}
