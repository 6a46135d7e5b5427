/** Which boxes a map proposes for an image in which a person has already had a say on some. */
import type { BoxRecord } from '../../../shared/domain.ts';
import { iou, overlapOfSmaller, type Box } from '../../../shared/geometry.ts';
import { objectBoxes, type ObjectChoice } from '../../../shared/objects.ts';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { suspicionsOf } from '../../../shared/suspicion.ts';

/** IoU with a reviewed box from which that speaks for the same object; and, of a kept one, share of the smaller box. */
const SAME_FROM = 0.5;

/** A box that is no unreviewed prediction. */
export type DecidedBox = Box & Pick<BoxRecord, 'classId' | 'source' | 'review'>;

export interface Evidence {
  map: ScoreMap;
  theta: number;
  choice: ObjectChoice;
  /** The class that the image counts as. */
  classId: number;
  /** The model's probability of the class. */
  score: number;
  /** Upright size in pixels. */
  image: { width: number; height: number };
}

export interface Proposal {
  box: Box;
  /** Whether it is the largest object's, which is the one that the engine's estimates are about. */
  isLargest: boolean;
  /** See shared/suspicion.ts. */
  reasons: number;
}

/**
 * Whether a person's box takes the place of a proposed one: it is about the same, or it is a prediction that was kept,
 * as it was or put right, and one lies for the most part in the other. (A box that a person drew inside a larger object
 * says nothing of that; nor does a rejected one of the objects in it.)
 */
function takes(decided: DecidedBox, box: Box): boolean {
  if (iou(decided, box) >= SAME_FROM) return true;
  const isKept = decided.source === 'predicted' && decided.review !== 'rejected';
  return isKept && overlapOfSmaller(decided, box) >= SAME_FROM;
}

/** For a single object only predictions of the class count: what a person draws beside it leaves it alone. */
function isInTheWay({ choice, classId }: Evidence, decided: DecidedBox): boolean {
  return choice !== 'one' || (decided.source === 'predicted' && decided.classId === classId);
}

/**
 * The boxes of the objects that nobody has had a say on yet, the largest object's first.
 * @param decided all boxes of the image but its unreviewed predictions.
 * @param main the largest component's box, where the engine has derived it already.
 */
export function proposalsOf(evidence: Evidence, decided: readonly DecidedBox[], main?: Box): Proposal[] {
  const { map, theta, choice, image, score } = evidence;
  const boxes = objectBoxes(map, theta, choice, image).map(({ box, isMain }) => (isMain && main) || box);
  const inTheWay = decided.filter((one) => isInTheWay(evidence, one));
  return boxes.flatMap((box, at) => {
    if (inTheWay.some((one) => takes(one, box))) return [];
    const beside = choice === 'one' ? [] : [...boxes.filter((other) => other !== box), ...decided];
    const reasons = suspicionsOf({ box, map, score, theta, image, beside });
    return [{ box, isLargest: at === 0, reasons }];
  });
}
