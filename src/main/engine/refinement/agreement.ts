/**
 * How sure an outline is, by what the rounds that found it say of one image: the higher, the likelier its box is right. It
 * orders boxes; what chance of being right goes with a value differs from project to project. The weighted mean of
 *
 *   steadiness of the last and of the first round's map   IoU(box at a low threshold, box at a high one), over pairs
 *   certainty of both                                     mean of p over p > threshold
 *   overlap of the two                                    sum min(p, p_1) / sum max(p, p_1)
 *
 * all in [0, 1]. Boxes of other methods (the descriptor transform's, CI-CAM's) told less: docs/method.md.
 */
import { iou } from '../../../shared/geometry.ts';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';

export interface AgreementRule {
  /** Pairs of thresholds between which a box should change little: of the last round and of the first. */
  lastThresholds: readonly (readonly [number, number])[];
  firstThresholds: readonly (readonly [number, number])[];
  /** Of each of the five terms. */
  weights: { steadiness: number; certainty: number; overlap: number };
}

/**
 * @param last probability map of the last round; @param first of the first round.
 * @param threshold above which a cell counts as the object's, in [0, 1).
 * @returns in [0, 1]
 */
export function agreement(last: ScoreMap, first: ScoreMap, threshold: number, rule: AgreementRule): number {
  const { steadiness, certainty, overlap } = rule.weights;
  const sum =
    steadiness * (steadinessOf(last, rule.lastThresholds) + steadinessOf(first, rule.firstThresholds)) +
    certainty * (certaintyOf(last, threshold) + certaintyOf(first, threshold)) +
    overlap * overlapOf(last, first);
  return sum / (2 * steadiness + 2 * certainty + overlap);
}

/** The shape of the image does not matter to the IoU of two boxes on it. */
const ANY = { width: 1, height: 1 };

/** Mean IoU of the boxes at each pair of thresholds. */
export function steadinessOf(map: ScoreMap, pairs: AgreementRule['lastThresholds']): number {
  const overlaps = pairs.map(([low, high]) => iou(thetaBox(map, low, ANY), thetaBox(map, high, ANY)));
  return overlaps.reduce((sum, each) => sum + each, 0) / pairs.length;
}

/** Mean probability of the cells above the threshold; 0 when there are none. */
export function certaintyOf({ values }: ScoreMap, threshold: number): number {
  let [sum, cells] = [0, 0];
  for (const value of values) {
    if (value <= threshold) continue;
    sum += value;
    cells += 1;
  }
  return cells === 0 ? 0 : sum / cells;
}

/** Intersection over union of two soft masks of one size; 0 for two empty ones. */
export function overlapOf(a: ScoreMap, b: ScoreMap): number {
  let [both, either] = [0, 0];
  a.values.forEach((value, cell) => {
    both += Math.min(value, b.values[cell]!);
    either += Math.max(value, b.values[cell]!);
  });
  return either === 0 ? 0 : both / either;
}
