/**
 * How much independent estimates of one object's box agree: the higher, the likelier the box is right. It orders boxes;
 * what chance of being right goes with a value differs from project to project.
 *
 *   agreement = sum_k w_k IoU(a_k, b_k) / sum_k w_k      over pairs (a_k, b_k) of estimates
 */
import { iou, type Box } from '../../../shared/geometry.ts';

/** Two estimates that are compared, and how much their IoU counts (above 0). */
export interface AgreementPair<Name extends string> {
  between: readonly [Name, Name];
  weight: number;
}

/**
 * @param boxes each estimate's box, all in one unit.
 * @param pairs at least one.
 * @returns in [0, 1]
 */
export function agreement<Name extends string>(
  boxes: Readonly<Record<Name, Box>>,
  pairs: readonly AgreementPair<Name>[],
): number {
  let [sum, weights] = [0, 0];
  for (const { between, weight } of pairs) {
    sum += weight * iou(boxes[between[0]], boxes[between[1]]);
    weights += weight;
  }
  return sum / weights;
}

/** Every pair of the named estimates, alike in weight: the mean of their pairwise IoUs. */
export function everyPair<Name extends string>(names: readonly Name[]): AgreementPair<Name>[] {
  return names.flatMap((one, i) =>
    names.slice(i + 1).map((other) => ({ between: [one, other] as const, weight: 1 })),
  );
}
