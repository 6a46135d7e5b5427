/** How much of the images boxes would cover at each theta. */
import type { ThetaProfile } from '../../../shared/appDomain.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';
import type { Store } from '../store/store.ts';

const sampleSize = 200;
const thetas = Array.from({ length: 13 }, (_, step) => (5 * step) / 100);

/** Over a choice of the predicted boxes, of one class or (null) of all, that is the same each time. */
export function thetaProfile(store: Store, classId: number | null): ThetaProfile {
  const maps = store.derivations
    .sample(classId, sampleSize)
    .flatMap(({ imageId, runId }) => store.scoreMaps.get(imageId, runId) ?? []);
  // An image of one pixel: areas are shares.
  const image = { width: 1, height: 1 };
  const areaAt = (theta: number) =>
    median(maps.map((map) => thetaBox(map, theta, image)).map(({ w, h }) => w * h));
  return { thetas, medianAreas: maps.length === 0 ? [] : thetas.map(areaAt) };
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
