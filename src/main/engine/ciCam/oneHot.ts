/** Class indices as rows that are one at the class and zero elsewhere: what losses and matrix products take. */
import { tf } from '../tensorflow.ts';

/** [batch, classes], float32. @param classes how many there are; every index is below it. */
export function oneHotRows(indices: tf.Tensor1D | number[], classes: number): tf.Tensor2D {
  const asTensor = Array.isArray(indices) ? tf.tensor1d(indices, 'int32') : indices;
  return tf.cast(tf.oneHot(asTensor, classes), 'float32') as tf.Tensor2D;
}

/** pi = argmax s as one-hot rows, [batch, classes]. @param scores s, [batch, classes] */
export function topOneHot(scores: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => oneHotRows(tf.argMax(scores, 1), scores.shape[1]));
}
