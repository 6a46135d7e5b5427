/** `project.classEdits`: classes renamed, put in order and merged. */
import type { ClassRecord } from '../../../shared/domain.ts';
import type { Store } from '../store/store.ts';
import { merge, undoMerge } from './merge.ts';
import { rename } from './rename.ts';

export class ClassEdits {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws BoxwrightError `name-taken` when another class has the name: merging is offered; `not-found`. */
  rename(classId: number, name: string): ClassRecord[] {
    rename(this.#store, classId, name);
    return this.#store.classes.list();
  }

  /** Classes that are not named keep their order behind those that are; ids that no class has are passed over. */
  reorder(classIds: readonly number[]): ClassRecord[] {
    this.#store.transaction(() => this.#store.classes.reorder(classIds));
    return this.#store.classes.list();
  }

  /**
   * From now on images and boxes of `from`, those still to be imported too, count as `into`. Nothing is lost: each
   * keeps its own class beneath.
   * @throws BoxwrightError `not-found`, `bad-arguments` when both are one class.
   */
  merge(from: number, into: number): ClassRecord[] {
    merge(this.#store, from, into);
    return this.#store.classes.list();
  }

  /** Takes the latest merge that stands back; null when there is none. */
  undoMerge(): ClassRecord[] | null {
    return undoMerge(this.#store) ? this.#store.classes.list() : null;
  }

  get canUndoMerge(): boolean {
    return this.#store.merges.latest() !== undefined;
  }
}
