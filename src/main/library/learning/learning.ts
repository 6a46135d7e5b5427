/** `project.learning`: what the model in use learned from corrections, in versions of which one is in use. */
import type { UndoState } from '../../../shared/appDomain.ts';
import type { BoxRecord, ImageRecord, Prediction } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { LearningChanges, LearningState } from '../../../shared/learning.ts';
import { FirstLooks } from '../confidence/firstLooks.ts';
import { broughtBack, dropSteps, nextRedo, nextUndo, noteStep, tookBack } from '../review/steps.ts';
import { isRefined, modelRun } from '../runs/runViews.ts';
import type { Store } from '../store/store.ts';
import { keptBoxes, lessonsFrom, untouchedImages, type Lesson } from './lessons.ts';

const automaticKey = 'learns-by-itself';

/** What there is to learn from. */
export interface Lessons {
  lessons: Lesson[];
  /** Images whose boxes nobody has looked at. */
  others: ImageRecord[];
  /** Boxes that are learned from. */
  corrections: number;
  /** The last line of the log that counts. */
  lastDecision: number;
}

/** What came of a learning, to be put in use. */
export interface NewVersion {
  runId: number;
  version: number;
  threshold: number;
  corrections: number;
  lastDecision: number;
}

export class Learning {
  readonly #store: Store;
  readonly #looks = new FirstLooks();

  constructor(store: Store) {
    this.#store = store;
  }

  state(): LearningState {
    const store = this.#store;
    const run = modelRun(store);
    const row = run && store.learnings.inUse(run.id);
    const kept = keptBoxes(store, this.#looks);
    const decided = row && store.learnings.decidedAfter(row.lastDecision);
    const changes = row?.changes ? (JSON.parse(row.changes) as LearningChanges) : null;
    return {
      isPossible: run !== undefined && isRefined(run),
      corrections: kept.length,
      fresh: decided ? kept.filter(({ id }) => decided.has(id)).length : kept.length,
      learned: row
        ? { corrections: row.corrections, at: row.at, changes, canTakeBack: row.earlier !== null }
        : null,
      isAutomatic: this.isAutomatic,
    };
  }

  /** Whether a person wants it to be learned by itself. */
  get isAutomatic(): boolean {
    return this.#store.settings.read(automaticKey) === true;
  }

  setAutomatic(isAutomatic: boolean): void {
    this.#store.settings.write(automaticKey, isAutomatic);
  }

  /** @param images of the project. */
  lessons(images: readonly ImageRecord[]): Lessons {
    const store = this.#store;
    const classes = new Map(images.map(({ id, classId }) => [id, classId]));
    const kept = keptBoxes(store, this.#looks);
    return {
      lessons: lessonsFrom(kept, (imageId) => classes.get(imageId)),
      others: untouchedImages(store, images),
      corrections: kept.length,
      lastDecision: store.decisions.last()?.id ?? 0,
    };
  }

  /** The version of a run's refinement that its boxes are drawn by; 0: that which its training made. */
  versionInUse(runId: number): number {
    return this.#store.learnings.versionInUse(runId);
  }

  /** theta that a run's boxes are best drawn at by what was learned; null: nothing was. */
  thresholdInUse(runId: number): number | null {
    return this.#store.learnings.inUse(runId)?.threshold ?? null;
  }

  /** Stores maps of a version that is not in use yet; boxes stay as they are. */
  saveMaps(runId: number, version: number, predictions: readonly Prediction[]): void {
    const { scoreMaps } = this.#store;
    this.#store.transaction(() => {
      for (const { imageId, agreement, map } of predictions)
        scoreMaps.write({ imageId, runId, agreement }, map, version);
    });
  }

  /**
   * Puts a version in use whose maps are stored, as one step of undo; of the others only the one before is kept. The boxes
   * follow when `theta.rederive` is called for the images returned; a crash before loses nothing, they follow later.
   */
  use(learned: NewVersion): number[] {
    const store = this.#store;
    const { runId, version } = learned;
    return store.transaction(() => {
      const before = store.learnings.versionInUse(runId);
      const kept = [before, version];
      dropSteps(store, (to) => to.kind === 'learning' && (to.runId !== runId || !kept.includes(to.version)));
      noteStep(store, { kind: 'learning', runId, version: before });
      store.learnings.keepVersions(runId, kept);
      store.scoreMaps.keepVersions(runId, kept);
      store.learnings.add({ ...learned, earlier: before });
      return this.#switchTo(runId, version);
    });
  }

  /** Forgets the maps of a version that came to nothing. */
  discard(runId: number): void {
    const store = this.#store;
    store.transaction(() => store.scoreMaps.keepVersions(runId, this.keptVersions(runId)));
  }

  /** The version in use, and those that an undo or a redo would go to. */
  keptVersions(runId: number): number[] {
    const [back, again] = [this.#earlier(runId), nextRedo(this.#store)];
    const versions = [this.versionInUse(runId), back, again?.kind === 'learning' ? again.version : undefined];
    return versions.filter((version) => version !== undefined);
  }

  noteChanges(runId: number, version: number, changes: LearningChanges): void {
    this.#store.learnings.noteChanges(runId, version, JSON.stringify(changes));
  }

  /** Boxes that a run's model gave and nobody has looked at. */
  openBoxes(runId: number): BoxRecord[] {
    return this.#store.boxes.list({ runId, review: 'unreviewed' });
  }

  /**
   * Takes back what was learned last, whatever was decided since: decisions stay.
   * @returns images whose boxes are to follow, in order.
   * @throws BoxwrightError `not-found` when there is nothing to take back.
   */
  takeBack(): number[] {
    const store = this.#store;
    return store.transaction(() => {
      const run = modelRun(store);
      const version = run && this.#earlier(run.id);
      if (!run || version === undefined)
        throw new BoxwrightError('not-found', 'There is nothing learned from corrections to take back.');
      const now = { kind: 'learning', runId: run.id, version: this.versionInUse(run.id) } as const;
      if (nextUndo(store)?.kind === 'learning') tookBack(store, now);
      else dropSteps(store, (to) => to.kind === 'learning');
      return this.#switchTo(run.id, version);
    });
  }

  /** As `objects.undo`: null when what an undo comes to now is something else. */
  undo(): number[] | null {
    return nextUndo(this.#store)?.kind === 'learning' ? this.takeBack() : null;
  }

  /** As `objects.redo`. */
  redo(): number[] | null {
    const store = this.#store;
    return store.transaction(() => {
      const to = nextRedo(store);
      if (to?.kind !== 'learning') return null;
      broughtBack(store, { ...to, version: this.versionInUse(to.runId) });
      return this.#switchTo(to.runId, to.version);
    });
  }

  /** Whether an undo or a redo would come to a learning now. */
  undoState(): UndoState {
    const store = this.#store;
    return {
      canUndo: nextUndo(store)?.kind === 'learning',
      canRedo: nextRedo(store)?.kind === 'learning',
    };
  }

  /** The version before the one in use, if it is still there. */
  #earlier(runId: number): number | undefined {
    return this.#store.learnings.inUse(runId)?.earlier ?? undefined;
  }

  #switchTo(runId: number, version: number): number[] {
    const store = this.#store;
    store.learnings.use(runId, version);
    store.derivations.outdate(null, runId);
    return store.proposals.imagesOf(null);
  }
}
