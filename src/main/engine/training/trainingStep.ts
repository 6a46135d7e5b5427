/** One batch of CI-CAM on frozen features: forward, joint loss, update of the weights, update of the pool. */
import { classScores, globalAveragePool, weightedActivationMap } from '../ciCam/camModule.ts';
import { poolIncrement, updatePool } from '../ciCam/contextPool.ts';
import { enhancedPool } from '../ciCam/enhancement.ts';
import { headVariables, type CiCamHead, type HeadVariable } from '../ciCam/head.ts';
import { jointLoss } from '../ciCam/jointLoss.ts';
import { topOneHot } from '../ciCam/oneHot.ts';
import { inScope, tf } from '../tensorflow.ts';
import type { Adam } from './adam.ts';

export interface StepResult {
  /** Joint loss, mean over the batch. */
  loss: number;
  /** Samples whose top-1 class was right before the update. */
  right: number;
}

export interface StepRates {
  learningRate: number;
  /** The attention kernel learns at this share of the rate (0.1 in the paper). */
  attentionShare: number;
  /** lambda of the pool's update. */
  lambda: number;
}

/**
 * @param features X, [batch, height, width, channels]
 * @param labels one-hot rows, [batch, classes]
 */
export function trainingStep(
  head: CiCamHead,
  optimiser: Adam,
  features: tf.Tensor4D,
  labels: tf.Tensor2D,
  rates: StepRates,
): StepResult {
  return inScope(() => {
    const pooled = globalAveragePool(features);
    const top = topOneHot(classScores(pooled, head.cam));
    const { value, grads } = tf.variableGrads(
      () => {
        const scores = classScores(pooled, head.cam);
        const enhanced = enhancedPool(features, pooled, top, head.pool, head.attention);
        return jointLoss(scores, classScores(enhanced, head.cam), labels);
      },
      headVariables.map((name) => head.variables[name]),
    );
    // The pool remembers the maps of the weights that were used, so it is updated before they change.
    const maps = weightedActivationMap(features, top, head.cam);
    head.setPool(updatePool(head.pool, poolIncrement(maps, top, labels), rates.lambda));
    optimiser.apply(head.variables, byName(head, grads), learningRates(rates));
    const right = tf.sum(tf.mul(top, labels));
    return { loss: value.dataSync()[0] ?? NaN, right: right.dataSync()[0] ?? 0 };
  });
}

function byName(head: CiCamHead, gradients: tf.NamedTensorMap): Record<string, tf.Tensor> {
  return Object.fromEntries(
    headVariables.flatMap((name) => {
      const gradient = gradients[head.variables[name].name];
      return gradient ? [[name, gradient]] : [];
    }),
  );
}

function learningRates({ learningRate, attentionShare }: StepRates): Record<HeadVariable, number> {
  const attention = learningRate * attentionShare;
  return {
    classifier: learningRate,
    bias: learningRate,
    attentionKernel: attention,
    attentionBias: attention,
  };
}
