/** Stores what the engine says, without ever touching what a person said. */
import type { Prediction } from '../../shared/domain.ts';
import { suspicionsOf } from '../../shared/suspicion.ts';
import { thetaBox } from '../../shared/thetaBox.ts';
import type { Store } from './store/store.ts';
import { recipeTheta, thetaOf, thetaState } from './theta/settings.ts';

/**
 * In one transaction, for each prediction: keeps its score map and puts its box in the place of whatever
 * unreviewed predicted boxes the image has, of this or any other run. Where a person has had a say on the
 * class in the image, no new box is added. Saving the same again changes nothing but ids.
 *
 * Boxes are taken as the run's recipe derived them; where another theta was set since, they are derived at that.
 */
export function savePredictions(store: Store, runId: number, predictions: readonly Prediction[]): void {
  store.transaction(() => {
    const state = thetaState(store);
    const given = recipeTheta(store.runs.get(runId)?.params);
    for (const { imageId, classId, box: givenBox, score, map } of predictions) {
      store.scoreMaps.write(imageId, runId, map);
      store.boxes.removeUnreviewed(imageId);
      if (store.boxes.isSettled(imageId, classId)) continue;
      const image = store.images.original(imageId) ?? { width: 1, height: 1 };
      const theta = thetaOf(state, store.classes.shownAs(classId) ?? classId);
      const box = theta === given ? givenBox : thetaBox(map, theta, image);
      const { x, y, w, h } = box;
      const origin = { source: 'predicted', review: 'unreviewed' } as const;
      const reasons = suspicionsOf({ box, map, score, theta, image });
      store.boxes.add({ imageId, classId, x, y, w, h, score, runId, ...origin }, { theta, reasons });
    }
  });
}
