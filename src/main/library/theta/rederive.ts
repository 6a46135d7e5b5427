/** Boxes that nobody has looked at, derived anew from their score maps. */
import type { BoxChanges } from '../../../shared/appDomain.ts';
import { redraw } from '../objects/redraw.ts';
import type { ThetaUse } from '../store/derivations.ts';
import type { Store } from '../store/store.ts';
import { thetaOf, thetasOf } from './settings.ts';

/** Of the images given, as `redraw` has it. */
export function rederive(store: Store, imageIds: readonly number[]): BoxChanges {
  redraw(store, imageIds);
  return { imageIds: Int32Array.from(imageIds), boxes: store.columns.boxesOf(imageIds) };
}

/** In order; images with a box that `rederive` would derive anew. */
export function staleImageIds(store: Store): number[] {
  const thetas = thetasOf(store);
  const isStale = ({ kind, classId, theta }: ThetaUse) => theta !== thetaOf(thetas[kind], classId);
  const stale = store.derivations.thetas().filter(isStale);
  return [...new Set(stale.map(({ imageId }) => imageId))];
}
