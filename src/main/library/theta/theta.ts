/** `project.theta`: the threshold of the box rule, for the project and for single classes, and what follows from it. */
import type { BoxChanges, ThetaProfile, ThetaState } from '../../../shared/appDomain.ts';
import { objectsState } from '../objects/settings.ts';
import { choiceOf } from '../../../shared/objects.ts';
import type { Store } from '../store/store.ts';
import { rederive, staleImageIds } from './rederive.ts';
import { thetaProfile } from './profile.ts';
import { setTheta, thetaOf, thetaState } from './settings.ts';

export class Theta {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Until a person sets one, theta is the recipe's: that of the latest run, 0 (the paper's) before the first. */
  state(): ThetaState {
    return thetaState(this.#store);
  }

  /** theta of a class: its own or the project's. Predictions that are saved from now on use it too. */
  of(classId: number): number {
    return thetaOf(thetaState(this.#store), classId);
  }

  /**
   * Stores theta in [0, 1), of a class or (null) of the project, which is that of all classes that have none of their
   * own. Boxes follow when `rederive` is called.
   */
  set(theta: number, classId: number | null): ThetaState {
    return setTheta(this.#store, theta, classId);
  }

  /**
   * Derives the unreviewed predicted boxes of some images anew from their stored maps at the thetas that are set, with
   * their reasons, in one transaction; those that are at their theta already stay. Boxes that a person had a say on never
   * change. About 0.3 ms a box.
   */
  rederive(imageIds: readonly number[]): BoxChanges {
    return rederive(this.#store, imageIds);
  }

  /**
   * In order; images with boxes that are not at the theta that is set, since the process was killed before all had
   * followed, or that came from a Boxwright that looked for no reasons. For `rederive`, when a project was opened.
   */
  staleImageIds(): number[] {
    return staleImageIds(this.#store);
  }

  /**
   * In order; images with an unreviewed predicted box that follows theta of `classId` (null: of the project), and those
   * that may get one because their class has several objects an image.
   */
  imagesToDerive(classId: number | null): number[] {
    const store = this.#store;
    const objects = objectsState(store);
    const ids = store.classes.list().map(({ id }) => id);
    return store.derivations.imagesToDerive(classId, {
      except: Object.keys(this.state().byClass).map(Number),
      several: ids.filter((id) => choiceOf(objects, id) !== 'one'),
    });
  }

  /** Median share of the image that boxes would cover at theta 0, 0.05 … 0.6, over at most 200 images of the class. */
  profile(classId: number | null): ThetaProfile {
    return thetaProfile(this.#store, classId);
  }
}
