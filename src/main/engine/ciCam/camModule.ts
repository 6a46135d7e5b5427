/**
 * The CAM module: classification by global average pooling, and the class activation maps that explain it.
 *
 *   s = GAP(X) W + b,    M_i = sum_k W[k, i] X[:, :, k]        (CI-CAM Eq. 1; Zhou et al. 2016)
 *
 * The bias is left out of the maps, so the spatial mean of M_i plus b_i is s_i. CI-CAM uses the module twice with the
 * same weights: on the features and on the enhanced features.
 */
import { tf } from '../tensorflow.ts';

export interface CamWeights {
  /** W, [channels, classes] */
  classifier: tf.Tensor2D;
  /** b, [classes] */
  bias: tf.Tensor1D;
}

/** GAP(X), [batch, channels]. @param features X, [batch, height, width, channels] */
export function globalAveragePool(features: tf.Tensor4D): tf.Tensor2D {
  return tf.mean(features, [1, 2]);
}

/** s: class scores before the softmax, [batch, classes]. @param pooled GAP(X), [batch, channels] */
export function classScores(pooled: tf.Tensor2D, { classifier, bias }: CamWeights): tf.Tensor2D {
  return tf.add(tf.matMul(pooled, classifier), bias);
}

/** M: class activation maps, [batch, height, width, classes]. @param features X, [batch, height, width, channels] */
export function classActivationMaps(features: tf.Tensor4D, { classifier }: CamWeights): tf.Tensor4D {
  const [batch, height, width, channels] = features.shape;
  const cells = tf.matMul(tf.reshape(features, [batch * height * width, channels]), classifier);
  return tf.reshape(cells, [batch, height, width, -1]);
}

/**
 * sum_i r_i M_i for each image: one weighted sum of its class activation maps, without making them all.
 * The sum is taken over the classifier's columns first, so the cost does not grow with the number of classes.
 *
 * @param ranks r, [batch, classes]; one-hot rows give the maps of those classes.
 * @returns [batch, height, width]
 */
export function weightedActivationMap(
  features: tf.Tensor4D,
  ranks: tf.Tensor2D,
  { classifier }: CamWeights,
): tf.Tensor3D {
  const [batch, height, width, channels] = features.shape;
  const columns = tf.reshape(tf.matMul(ranks, classifier, false, true), [batch, channels, 1]);
  const cells = tf.matMul(tf.reshape(features, [batch, height * width, channels]), columns);
  return tf.reshape(cells, [batch, height, width]);
}
