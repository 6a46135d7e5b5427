/** Boxes that nobody has looked at, derived anew from their score maps. */
import type { BoxChanges } from '../../../shared/appDomain.ts';
import { suspicionsOf } from '../../../shared/suspicion.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';
import type { Store } from '../store/store.ts';
import { thetaOf, thetaState } from './settings.ts';

/** Of the images given; boxes that are at their theta already, and those without a map, stay as they are. */
export function rederive(store: Store, imageIds: readonly number[]): BoxChanges {
  store.quickTransaction(() => {
    const state = thetaState(store);
    for (const { id, imageId, classId, runId, score, theta: present, ...image } of store.derivations.of(
      imageIds,
    )) {
      const theta = thetaOf(state, classId);
      const map = present === theta ? undefined : store.scoreMaps.get(imageId, runId);
      if (map === undefined) continue;
      const box = thetaBox(map, theta, image);
      store.derivations.write(id, box, { theta, reasons: suspicionsOf({ box, map, score, theta, image }) });
    }
  });
  return { imageIds: Int32Array.from(imageIds), boxes: store.columns.boxesOf(imageIds) };
}

/** In order; images with a box that `rederive` would derive anew. */
export function staleImageIds(store: Store): number[] {
  const state = thetaState(store);
  const stale = store.derivations.thetas().filter(({ classId, theta }) => theta !== thetaOf(state, classId));
  return [...new Set(stale.map(({ imageId }) => imageId))];
}
