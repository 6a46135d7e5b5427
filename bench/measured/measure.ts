/** A project's boxes beside their truth: one box an image, as GT-known asks. */
import { boxSources } from '../../src/shared/appDomain.ts';
import type { Basis } from '../../src/shared/confidence/state.ts';
import { reviewStates } from '../../src/shared/domain.ts';
import { iou, type Box } from '../../src/shared/geometry.ts';
import { PathIndex } from '../../src/main/cli/workflow/pathIndex.ts';
import { readTruth, type TruthImage } from '../../src/main/cli/workflow/truth.ts';
import type { Project } from '../../src/main/library/project.ts';

/** What came of one image of the truth. */
export interface Measured {
  class: string;
  /** With the best truth box of the class, in [0, 1]; 0 where there is no box. */
  iou: number;
  /** Area of the box over that of the truth box; null where there is no box. */
  areaRatio: number | null;
  /** By the basis, in [0, 1]; null where there is no box, or none that has such a number. */
  agreement: number | null;
}

export interface Measurement {
  /** What the boxes are ordered by. */
  basis: Basis;
  /** Of the images that both have. */
  items: Measured[];
  /** Of images of the truth that the project lacks: all missed. */
  absent: Measured[];
  /** Images of both without a box of the true class: they count as missed. */
  withoutBox: number;
  /** Boxes of the project that a person had a say on: they are not the model's alone any more. */
  reviewed: number;
}

export interface PredictedBox extends Box {
  classId: number;
  score: number;
  /** NaN where it has none. */
  agreement: number;
}

const predicted = boxSources.indexOf('predicted');
const [unreviewed, rejected] = [reviewStates.indexOf('unreviewed'), reviewStates.indexOf('rejected')];

/**
 * Compares a project's predicted boxes with a COCO truth, image by image of the truth (matched by the end of the path).
 * Of several boxes of the true class in an image the one with the highest score counts.
 * @throws BoxwrightError `bad-truth`.
 */
export function measure(project: Project, truthFile: string): Measurement {
  const { basis } = project.confidence.state();
  const { boxes, reviewed } = boxesByImage(project, basis);
  const classIds = new Map(project.classes().map(({ id, name }) => [name, id]));
  const index = new PathIndex(project.images(), ({ relativePath }) => relativePath);
  const found = readTruth(truthFile).map((truth) => {
    const image = index.find(truth.image.file_name);
    const own =
      image && boxes.get(image.id)?.filter(({ classId }) => classId === classIds.get(truth.className));
    return { image, item: measured(truth, own ?? []) };
  });
  const items = found.filter(({ image }) => image !== undefined).map(({ item }) => item);
  const absent = found.filter(({ image }) => image === undefined).map(({ item }) => item);
  const withoutBox = items.filter(({ areaRatio }) => areaRatio === null).length;
  return { basis, items, absent, withoutBox, reviewed };
}

function boxesByImage(
  project: Project,
  basis: Basis,
): { boxes: Map<number, PredictedBox[]>; reviewed: number } {
  const { imageIds, classIds, geometry, review, source, scores, agreements } = project.gallery.boxes();
  const order = basis === 'agreement' ? agreements : scores;
  const boxes = new Map<number, PredictedBox[]>();
  let reviewed = 0;
  imageIds.forEach((imageId, i) => {
    if (review[i] !== unreviewed) reviewed += 1;
    if (source[i] !== predicted || review[i] === rejected) return;
    const [x, y, w, h] = geometry.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
    const box = { x, y, w, h, classId: classIds[i]!, score: scores[i]!, agreement: order[i]! };
    boxes.set(imageId, [...(boxes.get(imageId) ?? []), box]);
  });
  return { boxes, reviewed };
}

/** @param boxes of the true class. */
export function measured(
  { className, boxes: truth }: Pick<TruthImage, 'className' | 'boxes'>,
  boxes: readonly PredictedBox[],
): Measured {
  const [first, ...others] = boxes;
  if (!first) return { class: className, iou: 0, areaRatio: null, agreement: null };
  const box = others.reduce((best, other) => (other.score > best.score ? other : best), first);
  const best = truth
    .map((one) => ({ iou: iou(box, one), areaRatio: (box.w * box.h) / (one.w * one.h) }))
    .reduce((most, one) => (one.iou > most.iou ? one : most));
  const agreement = Number.isNaN(box.agreement) ? null : box.agreement;
  return { class: className, ...best, agreement };
}

/** What to know beside the figures, a line each. */
export function notes({ basis, items, absent, withoutBox, reviewed }: Measurement): string[] {
  const unordered = items.filter(({ agreement }) => agreement === null).length - withoutBox;
  const lines: [boolean, string][] = [
    [basis === 'score', 'The boxes are not refined: the class probability stands for agreement.'],
    [absent.length > 0, `${absent.length} images of the truth are not in the project.`],
    [withoutBox > 0, `${withoutBox} images have no box of their class.`],
    [unordered > 0, `${unordered} boxes have no ${basis}: they are not ordered.`],
    [reviewed > 0, `${reviewed} boxes are reviewed: the figures are of what people left, not of the model.`],
  ];
  return lines.filter(([isSo]) => isSo).map(([, line]) => line);
}
