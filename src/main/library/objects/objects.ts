/** `project.objects`: how many objects an image of each class may hold, and what follows for the boxes. */
import type { ObjectsState, UndoState } from '../../../shared/appDomain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Box } from '../../../shared/geometry.ts';
import { choiceOf, objectBoxes, type ObjectChoice } from '../../../shared/objects.ts';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import type { Store } from '../store/store.ts';
import { thetasOf } from '../theta/settings.ts';
import { redraw } from './redraw.ts';
import { objectsState, withChoice, writeObjects } from './settings.ts';
import { noteStep } from '../review/steps.ts';
import { choicesState, redoChoice, undoChoice } from './steps.ts';

/** true while boxes are still to follow a choice: those of which classes is not worth keeping. */
const unfinished = 'objects-unfinished';

/** Images that are drawn anew in one transaction. */
const AT_ONCE = 250;

/** A box that the engine found, and the map it came from. */
interface Found {
  box: Box;
  map: ScoreMap;
}

export class Objects {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  state(): ObjectsState {
    return objectsState(this.#store);
  }

  /**
   * Stores the choice for a class or (null) for all classes, as one step of undo. In the same transaction it marks the
   * boxes that are to follow, so that a crash loses neither; they follow when `theta.rederive` is called for the images
   * returned. Predictions that are saved from now on obey it too.
   * @returns images whose boxes may be others now, in order.
   * @throws BoxwrightError `not-found` when there is no such class.
   */
  choose(choice: ObjectChoice, classId: number | null): number[] {
    const store = this.#store;
    return store.transaction(() => {
      if (classId !== null && store.classes.shownAs(classId) === undefined)
        throw new BoxwrightError('not-found', `There is no class ${classId} any more.`);
      const before = objectsState(store);
      const after = withChoice(before, choice, classId);
      if (JSON.stringify(before) === JSON.stringify(after)) return [];
      noteStep(store, { kind: 'objects', classId, state: before });
      writeObjects(store, after);
      return this.#outdate(classId);
    });
  }

  /** As `choose`, for all classes; the boxes that are there follow at once. */
  apply(choice: ObjectChoice): void {
    const imageIds = this.choose(choice, null);
    for (let start = 0; start < imageIds.length; start += AT_ONCE) {
      redraw(this.#store, imageIds.slice(start, start + AT_ONCE));
    }
    this.finished();
  }

  /**
   * What the choice for a class makes of a prediction at the threshold of the model in use: its own box and, where the
   * class has several objects an image, those of the others.
   * @param image width and height of the upright image in pixels.
   */
  boxesIn({ box, map }: Found, classId: number, image: { width: number; height: number }): Box[] {
    const choice = choiceOf(this.state(), classId);
    if (choice === 'one') return [box];
    const theta = thetasOf(this.#store)[map.kind].recipeTheta;
    return objectBoxes(map, theta, choice, image).map((one) => (one.isMain ? box : one.box));
  }

  /**
   * Takes the latest choice back, where an undo comes to it before any decision.
   * @returns images whose boxes may be others now, in order; null: there is no choice to take back now.
   */
  undo(): number[] | null {
    return this.#walk(undoChoice);
  }

  /** Brings the choice back that was taken back last; see `undo`. */
  redo(): number[] | null {
    return this.#walk(redoChoice);
  }

  /** Whether an undo or a redo would come to a choice now. */
  undoState(): UndoState {
    return choicesState(this.#store);
  }

  /** All boxes have followed. */
  finished(): void {
    if (this.#store.settings.read(unfinished) === true) this.#store.settings.write(unfinished, false);
  }

  /** In order; images to draw anew since the process ended before all had followed a choice. */
  unfinishedImageIds(): number[] {
    return this.#store.settings.read(unfinished) === true ? this.#store.proposals.imagesOf(null) : [];
  }

  #walk(step: typeof undoChoice): number[] | null {
    return this.#store.transaction(() => {
      const classId = step(this.#store);
      return classId === undefined ? null : this.#outdate(classId);
    });
  }

  #outdate(classId: number | null): number[] {
    this.#store.proposals.outdate(classId);
    const imageIds = this.#store.proposals.imagesOf(classId);
    if (imageIds.length > 0) this.#store.settings.write(unfinished, true);
    return imageIds;
  }
}
