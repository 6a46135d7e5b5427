/** What learning from corrections makes small. */
import { tf } from '../../tensorflow.ts';
import type { HeadOutput } from '../foregroundHead.ts';
import { coarseTargets } from '../headLoss.ts';
import { refinementSettings } from '../settings.ts';

/** Of a step's images; side = 4 grid + 3. */
export interface CorrectionTargets {
  /** In [0, 1]: [n, side, side, 1] */
  targets: tf.Tensor4D;
  /** How far each cell counts, in [0, 1]: [n, side, side, 1] */
  certainty: tf.Tensor4D;
  /** How much each image counts: [n] */
  weights: tf.Tensor1D;
  /** Share of each row, and of each column, within the box that is to be filled; zeros: there is none. [n, side] */
  rows: tf.Tensor2D;
  columns: tf.Tensor2D;
}

/** t log(1 / p) + (1 - t) log(1 / (1 - p)) of each cell, p = sigmoid(logit) */
function crossEntropy(logits: tf.Tensor4D, targets: tf.Tensor4D): tf.Tensor4D {
  return tf.sub(tf.softplus(logits), tf.mul(logits, targets));
}

/** Mean over each image's cells, each as far as it counts: [n] */
function meanOfCells(values: tf.Tensor4D, certainty: tf.Tensor4D): tf.Tensor1D {
  return tf.mean(tf.mul(values, certainty), [1, 2, 3]);
}

/** 1 - 2 a b / (a² + b²), 0 where both are equal (Milletari et al. 2016): [n] */
function diceLoss(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D {
  const overlap = tf.sum(tf.mul(a, b), 1);
  const sizes = tf.add(tf.sum(tf.square(a), 1), tf.sum(tf.square(b), 1));
  return tf.sub(1, tf.div(tf.mul(overlap, 2), tf.add(sizes, 1e-5)));
}

/**
 * The projection term of BoxInst (Tian et al., CVPR 2021): within the box, the largest probability of each row is to be the
 * row's share in the box, and of each column the column's. So an object is not told where it is, but how far it reaches.
 *
 * @returns [n]; of an image without a box 0.
 */
export function projectionLoss(logits: tf.Tensor4D, rows: tf.Tensor2D, columns: tf.Tensor2D): tf.Tensor1D {
  const [n, side] = rows.shape;
  const inside = tf.mul(tf.reshape(rows, [n, side, 1]), tf.reshape(columns, [n, 1, side]));
  const found = tf.mul(tf.sigmoid(tf.reshape(logits, [n, side, side])), inside);
  const largestOf = (axis: 1 | 2) => diceLoss(tf.max<tf.Tensor2D>(found, axis), axis === 1 ? columns : rows);
  const hasBox = tf.sign(tf.sum(rows, 1));
  return tf.mul(tf.add(largestOf(1), largestOf(2)), hasBox);
}

/**
 * The weighted mean over the images of the cross-entropy on the fine grid, a share of that on the coarse one, and the
 * projections of boxes.
 */
export function correctionLoss({ logits, auxiliary }: HeadOutput, given: CorrectionTargets): tf.Scalar {
  const { targets, certainty, weights, rows, columns } = given;
  const { training, corrections } = refinementSettings;
  const fine = meanOfCells(crossEntropy(logits, targets), certainty);
  const coarse = meanOfCells(crossEntropy(auxiliary, coarseTargets(targets)), coarseTargets(certainty));
  const cells = tf.add(fine, tf.mul(coarse, training.auxiliaryShare));
  const each = tf.add(cells, tf.mul(projectionLoss(logits, rows, columns), corrections.projectionWeight));
  return tf.div(tf.sum(tf.mul(each, weights)), tf.sum(weights));
}
