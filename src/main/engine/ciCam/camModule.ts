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

/** s: class scores before the softmax, [batch, classes]. @param features X, [batch, height, width, channels] */
export function classScores(features: tf.Tensor4D, { classifier, bias }: CamWeights): tf.Tensor2D {
  const pooled: tf.Tensor2D = tf.mean(features, [1, 2]);
  return tf.add(tf.matMul(pooled, classifier), bias);
}

/** M: class activation maps, [batch, height, width, classes]. @param features X, [batch, height, width, channels] */
export function classActivationMaps(features: tf.Tensor4D, { classifier }: CamWeights): tf.Tensor4D {
  const [batch, height, width, channels] = features.shape;
  const cells = tf.matMul(tf.reshape(features, [batch * height * width, channels]), classifier);
  return tf.reshape(cells, [batch, height, width, -1]) as tf.Tensor4D;
}
