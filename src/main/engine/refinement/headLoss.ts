/** What the foreground head is trained to make small. */
import { tf } from '../tensorflow.ts';
import type { HeadOutput } from './foregroundHead.ts';
import { refinementSettings } from './settings.ts';

/**
 * The fine targets on the coarse grid: coarse cell i lies on fine cell 4i + 3, and takes the mean of the 3x3 around it.
 *
 * @param targets [n, 4 grid + 3, 4 grid + 3, 1]
 * @returns [n, grid, grid, 1]
 */
export function coarseTargets(targets: tf.Tensor4D): tf.Tensor4D {
  return tf.avgPool(tf.slice(targets, [0, 2, 2, 0]), 3, 4, 'valid');
}

/** Mean over each image's cells of t log(1 / p) + (1 - t) log(1 / (1 - p)), p = sigmoid(logit): [n] */
function crossEntropy(logits: tf.Tensor4D, targets: tf.Tensor4D): tf.Tensor1D {
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, targets)), [1, 2, 3]);
}

/**
 * The weighted mean over the images of the cross-entropy on the fine grid and, at a share, on the coarse one.
 *
 * @param targets in [0, 1], [n, 4 grid + 3, 4 grid + 3, 1]
 * @param weights [n], not negative.
 */
export function foregroundLoss(
  { logits, auxiliary }: HeadOutput,
  targets: tf.Tensor4D,
  weights: tf.Tensor1D,
): tf.Scalar {
  const fine = crossEntropy(logits, targets);
  const coarse = crossEntropy(auxiliary, coarseTargets(targets));
  const each = tf.add(fine, tf.mul(coarse, refinementSettings.training.auxiliaryShare));
  // Weights of zero throughout must not divide by zero.
  return tf.div(tf.sum(tf.mul(each, weights)), tf.sum(tf.add(weights, 1e-6)));
}
