/** Stores what the engine says, without ever touching what a person said. */
import type { ObjectsState } from '../../shared/appDomain.ts';
import type { Prediction, RunRecord } from '../../shared/domain.ts';
import { choiceOf } from '../../shared/objects.ts';
import { proposalsOf } from './objects/proposals.ts';
import { objectsState } from './objects/settings.ts';
import type { Store } from './store/store.ts';
import { runTheta, thetaOf, thetasOf, type Thetas } from './theta/settings.ts';

/**
 * In one transaction, for each prediction: keeps its score map and puts its boxes in the place of whatever
 * unreviewed predicted boxes the image has, of this or any other run. Saving the same again changes nothing but ids.
 *
 * In a class of one object an image that is one box, and none where a person has had a say on the class in the image; of
 * several objects, each gets one unless a reviewed box takes its place.
 *
 * Boxes are taken as the engine derived them at the run's theta; where another theta was set since, they are derived at that.
 */
export function savePredictions(store: Store, runId: number, predictions: readonly Prediction[]): void {
  store.transaction(() => {
    const [thetas, objects] = [thetasOf(store), objectsState(store)];
    const settings = { thetas, objects, runId, run: store.runs.get(runId) };
    for (const prediction of predictions) {
      const { imageId, map, agreement } = prediction;
      store.scoreMaps.write({ imageId, runId, agreement }, map);
      store.boxes.removeUnreviewed(imageId);
      store.derivations.outdate(imageId, runId);
      addBoxes(store, prediction, settings);
    }
  });
}

interface Settings {
  thetas: Thetas;
  objects: ObjectsState;
  runId: number;
  run: RunRecord | undefined;
}

function addBoxes(store: Store, prediction: Prediction, { thetas, objects, runId, run }: Settings): void {
  const { imageId, classId: ownClassId, score, map } = prediction;
  const classId = store.classes.shownAs(ownClassId) ?? ownClassId;
  const choice = choiceOf(objects, classId);
  if (choice === 'one' && store.boxes.isSettled(imageId, ownClassId)) return;
  const image = store.images.original(imageId) ?? { width: 1, height: 1 };
  const theta = thetaOf(thetas[map.kind], classId);
  const derived = theta === runTheta(run, map.kind) ? prediction.box : undefined;
  const evidence = { map, theta, choice, classId, score, image };
  const decided = choice === 'one' ? [] : store.boxes.ofImages([imageId]);
  for (const { box, isLargest, reasons } of proposalsOf(evidence, decided, derived)) {
    const { x, y, w, h } = box;
    const facts = { score, runId, source: 'predicted', review: 'unreviewed' } as const;
    const agreement = isLargest ? prediction.agreement : null;
    store.boxes.add({ imageId, classId: ownClassId, x, y, w, h, ...facts }, { theta, reasons, agreement });
  }
}
