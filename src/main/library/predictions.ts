/** Stores what the engine says, without ever touching what a person said. */
import type { Prediction } from '../../shared/domain.ts';
import type { Store } from './store/store.ts';

/**
 * In one transaction, for each prediction: keeps its score map and puts its box in the place of whatever
 * unreviewed predicted boxes the image has, of this or any other run. Where a person has had a say on the
 * class in the image, no new box is added. Saving the same again changes nothing but ids.
 */
export function savePredictions(store: Store, runId: number, predictions: readonly Prediction[]): void {
  store.transaction(() => {
    for (const { imageId, classId, box, score, map } of predictions) {
      store.scoreMaps.write(imageId, runId, map);
      store.boxes.removeUnreviewed(imageId);
      if (store.boxes.isSettled(imageId, classId)) continue;
      const { x, y, w, h } = box;
      const origin = { source: 'predicted', review: 'unreviewed' } as const;
      store.boxes.add({ imageId, classId, x, y, w, h, score, runId, ...origin });
    }
  });
}
