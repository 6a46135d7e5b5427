/** From features to score maps, classes and boxes. */
import type { BoxRule, ImagePrediction } from '../../../shared/engine.ts';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import { classScores, globalAveragePool, weightedActivationMap } from '../ciCam/camModule.ts';
import { classWeights, subtractLeast } from '../ciCam/combination.ts';
import { enhance } from '../ciCam/enhancement.ts';
import type { CiCamHead } from '../ciCam/head.ts';
import { topOneHot } from '../ciCam/oneHot.ts';
import { inScope, tf } from '../tensorflow.ts';

/** An image whose features are at hand. */
export interface Candidate {
  /** Upright size in pixels. */
  width: number;
  height: number;
  /** Index of its class where that is known; null: the box is for the top-1 class. */
  classIndex: number | null;
}

/** What a batch says of one image. */
export type Found = Omit<ImagePrediction, 'imageId'>;

/**
 * Predicts a batch: s^e and M^e of the second CAM module are CI-CAM's final scores and maps.
 *
 * @param features X, [batch, 17, 17, 768]; one row for each candidate.
 */
export function predictBatch(
  head: CiCamHead,
  rule: BoxRule,
  features: tf.Tensor4D,
  candidates: readonly Candidate[],
): Found[] {
  const { shape, probabilities, maps } = forward(head, rule, features, candidates);
  const cells = shape.grid * shape.grid;
  return candidates.map((candidate, i) => {
    const own = probabilities.subarray(i * shape.classes, (i + 1) * shape.classes);
    const values = subtractLeast(maps.subarray(i * cells, (i + 1) * cells));
    return describe(candidate, own, values, shape.grid, rule.theta);
  });
}

function forward(head: CiCamHead, rule: BoxRule, features: tf.Tensor4D, candidates: readonly Candidate[]) {
  return inScope(() => {
    const top = topOneHot(classScores(globalAveragePool(features), head.cam));
    const enhanced = enhance(features, top, head.pool, head.attention);
    const probabilities = tf
      .softmax(classScores(globalAveragePool(enhanced), head.cam))
      .dataSync<'float32'>();
    const ranks = rankWeights(probabilities, head.shape.classes, rule, candidates);
    const maps = weightedActivationMap(enhanced, ranks, head.cam).dataSync<'float32'>();
    return { shape: head.shape, probabilities, maps };
  });
}

function rankWeights(
  probabilities: Float32Array,
  classes: number,
  { combination }: BoxRule,
  candidates: readonly Candidate[],
): tf.Tensor2D {
  const rows = candidates.map(({ classIndex }, i) => {
    const own = probabilities.subarray(i * classes, (i + 1) * classes);
    return [...classWeights(own, combination, classIndex ?? undefined)];
  });
  return tf.tensor2d(rows);
}

function describe(
  candidate: Candidate,
  probabilities: Float32Array,
  values: Float32Array,
  grid: number,
  theta: number,
): Found {
  const top1 = probabilities.indexOf(Math.max(...probabilities));
  const classIndex = candidate.classIndex ?? top1;
  const map: ScoreMap = {
    kind: 'activation',
    height: grid,
    width: grid,
    values,
    geometry: GEOMETRY.mixed6e,
  };
  return {
    top1,
    top1Score: probabilities[top1] ?? 0,
    classIndex,
    score: probabilities[classIndex] ?? 0,
    map,
    box: thetaBox(map, theta, candidate),
    agreement: null,
  };
}
