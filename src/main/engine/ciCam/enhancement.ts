/**
 * Enhancement of the features by the causal context pool:
 *
 *   A = Conv1x1(C),    X^e = X + X (.) A                        (CI-CAM Eq. 8)
 *
 * C is the context tensor of a sample: zero in all n class channels but pi = argmax s, which holds Q_pi, what the pool
 * remembers of that class. A 1x1 convolution of a tensor with one channel lit is that channel times one row of the
 * kernel, so A[:, :, k] = Q_pi V[pi, k] + v[k] is computed without building C.
 */
import { tf } from '../tensorflow.ts';

export interface AttentionWeights {
  /** V, [classes, channels] */
  kernel: tf.Tensor2D;
  /** v, [channels] */
  bias: tf.Tensor1D;
}

/**
 * X^e, [batch, height, width, channels].
 *
 * @param features X, [batch, height, width, channels]
 * @param top pi, one row of zeros and a one for each sample, [batch, classes]. One-hot rather than indices, because
 *   tf.gather has no gradient through them here.
 * @param pool Q, [classes, height, width]; a constant: no gradient flows into it.
 */
export function enhance(
  features: tf.Tensor4D,
  top: tf.Tensor2D,
  pool: tf.Tensor3D,
  { kernel, bias }: AttentionWeights,
): tf.Tensor4D {
  const [batch, height, width, channels] = features.shape;
  const context = tf.reshape(tf.matMul(top, tf.reshape(pool, [-1, height * width])), [
    batch,
    height,
    width,
    1,
  ]);
  const row = tf.reshape(tf.matMul(top, kernel), [batch, 1, 1, channels]);
  const attention = tf.add(tf.mul(context, row), bias);
  return tf.add(features, tf.mul(features, attention));
}

/**
 * GAP(X^e), [batch, channels], without making X^e. The mean over the cells is drawn inside Eq. 8, where only
 * Q_pi depends on the cell:
 *
 *   GAP(X^e)_k = GAP(X)_k (1 + v[k]) + V[pi, k] mean(X[:, :, k] Q_pi)
 *
 * Training on frozen features needs nothing else of X^e, and this touches the features once instead of ten times.
 *
 * @param pooled GAP(X), [batch, channels]; the other parameters as in `enhance`.
 */
export function enhancedPool(
  features: tf.Tensor4D,
  pooled: tf.Tensor2D,
  top: tf.Tensor2D,
  pool: tf.Tensor3D,
  { kernel, bias }: AttentionWeights,
): tf.Tensor2D {
  const [batch, height, width, channels] = features.shape;
  const cells = height * width;
  const context = tf.reshape(tf.matMul(top, tf.reshape(pool, [-1, cells])), [batch, 1, cells]);
  const overlap = tf.matMul(context, tf.reshape(features, [batch, cells, channels]));
  const inContext: tf.Tensor2D = tf.div(tf.reshape(overlap, [batch, channels]), cells);
  return tf.add(tf.mul(pooled, tf.add(bias, 1)), tf.mul(inContext, tf.matMul(top, kernel)));
}
