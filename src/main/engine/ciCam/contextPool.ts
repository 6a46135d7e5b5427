/**
 * The causal context pool Q: for each class, what its activation maps have had in common so far.
 *
 *   T = per-class sum over the batch of M_pi, of the samples whose top-1 class is right
 *   Q <- BN(Q + lambda * BN(T))                                  (CI-CAM Eq. 7)
 *
 * BN normalises every class channel over its own height * width positions (a batch of one, gamma 1, beta 0, not
 * trained). Once per training batch, without gradient; Q starts at zero.
 */
import { tf } from '../tensorflow.ts';

const EPSILON = 1e-5;

/** @param maps [classes, height, width] */
function normalise(maps: tf.Tensor3D): tf.Tensor3D {
  const { mean, variance } = tf.moments(maps, [1, 2], true);
  return tf.div(tf.sub(maps, mean), tf.sqrt(tf.add(variance, EPSILON)));
}

/**
 * T, [classes, height, width].
 *
 * @param maps M_pi of each sample, [batch, height, width]
 * @param top pi as one-hot rows, [batch, classes]
 * @param labels the true classes as one-hot rows, [batch, classes]
 */
export function poolIncrement(maps: tf.Tensor3D, top: tf.Tensor2D, labels: tf.Tensor2D): tf.Tensor3D {
  const [batch, height, width] = maps.shape;
  const counted: tf.Tensor2D = tf.mul(top, labels);
  const sums = tf.matMul(counted, tf.reshape(maps, [batch, height * width]), true, false);
  return tf.reshape(sums, [-1, height, width]);
}

/** The next Q, [classes, height, width]. @param lambda weight of a batch, 0.01 in the paper. */
export function updatePool(pool: tf.Tensor3D, increment: tf.Tensor3D, lambda: number): tf.Tensor3D {
  return tf.tidy(() => normalise(tf.add(pool, tf.mul(normalise(increment), lambda))));
}
