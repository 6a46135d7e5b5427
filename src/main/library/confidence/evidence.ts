/** What reviewed boxes say of those that the same model gave and nobody has looked at. */
import type { Basis, LeftOut } from '../../../shared/confidence/state.ts';
import { iou } from '../../../shared/geometry.ts';
import type { BoxValues, ReviewedBox } from '../store/reviewed.ts';
import type { FirstLook } from './firstLooks.ts';

/** A reviewed box that counts. */
export interface Evidence {
  classId: number;
  /** By the basis, in [0, 1]. */
  agreement: number;
  /** Of the model's box and the person's: 1 as it was accepted, 0 rejected. */
  iou: number;
}

/** The boxes of a model, as far as they can be put in order. */
export interface ModelBoxes {
  basis: Basis;
  /** Of all of them. */
  agreements: Float64Array;
  unreviewed: { agreements: Float64Array; classIds: Int32Array };
  evidence: Evidence[];
  leftOut: LeftOut;
}

export interface Rules {
  lookOf: (boxId: number) => FirstLook | null;
  /** The threshold that boxes of a class are drawn at now. */
  thetaOf: (classId: number) => number;
  /** When the model had drawn its boxes, ISO 8601; null: it is not known. Reviews before are of boxes that are gone. */
  drawnAt: string | null;
}

/** Boxes are ordered by agreement where most of them have one, as after a refinement they do. */
function basisOf(boxes: readonly BoxValues[]): Basis {
  const refined = boxes.filter(({ agreement }) => agreement !== null).length;
  return refined > 0 && refined >= boxes.length / 2 ? 'agreement' : 'score';
}

/**
 * @param all of the model's boxes.
 * @param reviewed those that people had a say on.
 */
export function readBoxes(
  all: readonly BoxValues[],
  reviewed: readonly ReviewedBox[],
  rules: Rules,
): ModelBoxes {
  const basis = basisOf(all);
  const ordered = all.filter((box) => box[basis] !== null);
  const open = ordered.filter(({ isUnreviewed }) => isUnreviewed === 1);
  return {
    basis,
    agreements: Float64Array.from(ordered, (box) => box[basis] ?? 0),
    unreviewed: {
      agreements: Float64Array.from(open, (box) => box[basis] ?? 0),
      classIds: Int32Array.from(open, ({ classId }) => classId),
    },
    ...evidenceIn(reviewed, basis, rules),
  };
}

function evidenceIn(
  reviewed: readonly ReviewedBox[],
  basis: Basis,
  rules: Rules,
): Pick<ModelBoxes, 'evidence' | 'leftOut'> {
  const leftOut: LeftOut = { inBulk: 0, earlier: 0, classOnly: 0 };
  const evidence: Evidence[] = [];
  for (const box of reviewed) {
    const agreement = box[basis];
    const said = agreement === null ? 'earlier' : sayOf(box, rules);
    if (agreement === null || typeof said === 'string') leftOut[said as keyof LeftOut] += 1;
    else evidence.push({ classId: box.classId, agreement, iou: said });
  }
  return { evidence, leftOut };
}

/** The IoU of the model's box and the person's, or why it says nothing. */
function sayOf(box: ReviewedBox, { lookOf, thetaOf, drawnAt }: Rules): number | keyof LeftOut {
  const look = lookOf(box.id);
  if (look === null || (drawnAt !== null && look.at < drawnAt)) return 'earlier';
  // A map that has changed since, as by learning from corrections, is no worse: what was true of it still counts.
  if (box.theta !== null && box.theta !== thetaOf(box.classId)) return 'earlier';
  if (look.isInBulk) return 'inBulk';
  if (box.review === 'rejected') return 0;
  return look.isJudged ? iou(look.predicted, box) : 'classOnly';
}
