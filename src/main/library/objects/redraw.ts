/** The predicted boxes of images that nobody has looked at, drawn anew from their maps: as a set, image by image. */
import type { ObjectsState } from '../../../shared/appDomain.ts';
import type { MapKind } from '../../../shared/scoreMap.ts';
import { isOpen, type BoxInImage } from '../store/proposals.ts';
import { choiceOf } from '../../../shared/objects.ts';
import type { Store } from '../store/store.ts';
import { thetaOf, thetasOf, type Thetas } from '../theta/settings.ts';
import { proposalsOf, type Proposal } from './proposals.ts';
import { objectsState } from './settings.ts';

interface Settings {
  thetas: Thetas;
  objects: ObjectsState;
}

/** A box by which it is known which map an image's boxes come from. */
type Source = BoxInImage & { runId: number; score: number; kind: MapKind };

/**
 * Puts what the maps propose, at the thetas and choices of now, in the place of the unreviewed predicted boxes of some
 * images. Images whose boxes are at their theta already, and those without a map, stay as they are.
 */
export function redraw(store: Store, imageIds: readonly number[]): void {
  store.quickTransaction(() => {
    const settings = { thetas: thetasOf(store), objects: objectsState(store) };
    for (const boxes of store.proposals.ofImages(imageIds)) redrawImage(store, boxes, settings);
  });
}

function redrawImage(store: Store, boxes: readonly BoxInImage[], { thetas, objects }: Settings): void {
  const open = boxes.filter(isOpen);
  const source = sourceOf(open, boxes, objects);
  if (!source) return;
  const { imageId, imageClassId: classId, runId, score, width, height } = source;
  const theta = thetaOf(thetas[source.kind], classId);
  if (open.length > 0 && open.every((box) => box.theta === theta && box.runId === runId)) return;
  const map = store.scoreMaps.get(imageId, runId);
  if (!map) return;
  const evidence = {
    map,
    theta,
    choice: choiceOf(objects, classId),
    classId,
    score,
    image: { width, height },
  };
  const decided = boxes.filter((box) => !open.includes(box));
  replace(store, source, theta, open, proposalsOf(evidence, decided));
}

/**
 * The open boxes' latest run. Where there is none left, an image may still hold an object beside the reviewed ones, unless
 * its class has one object an image.
 */
function sourceOf(
  open: readonly BoxInImage[],
  boxes: readonly BoxInImage[],
  objects: ObjectsState,
): Source | undefined {
  const isSource = (box: BoxInImage): box is Source =>
    box.source === 'predicted' && box.runId !== null && box.score !== null && box.kind !== null;
  const [first] = boxes;
  const mayHoldMore = first !== undefined && choiceOf(objects, first.imageClassId) !== 'one';
  const candidates = (open.length > 0 || !mayHoldMore ? open : boxes).filter(isSource);
  return candidates.reduce<Source | undefined>(
    (latest, box) => (latest && latest.runId >= box.runId ? latest : box),
    undefined,
  );
}

/** Boxes keep their rows, and with them their ids, as far as they go: what is selected in a window stays selected. */
function replace(
  store: Store,
  { imageId, ownImageClassId: classId, runId, score, agreement: known }: Source,
  theta: number,
  open: readonly BoxInImage[],
  proposals: readonly Proposal[],
): void {
  const rows = open.filter((box) => box.runId === runId);
  proposals.forEach(({ box, isLargest, reasons }, at) => {
    // Estimates of the image's box agree or not; of its further objects they say nothing.
    const origin = { theta, reasons, agreement: isLargest ? known : null };
    const row = rows[at];
    if (row) store.proposals.write(row.id, box, origin);
    else {
      const { x, y, w, h } = box;
      const facts = { score, runId, source: 'predicted', review: 'unreviewed' } as const;
      store.boxes.add({ imageId, classId, x, y, w, h, ...facts }, origin);
    }
  });
  const surplus = [...rows.slice(proposals.length), ...open.filter((box) => box.runId !== runId)];
  for (const { id } of surplus) store.boxes.remove(id);
}
