/**
 * The joint loss: both uses of the CAM module have to get the class right.
 *
 *   L = CE(s, y) + CE(s^e, y)                                    (CI-CAM Eq. 9)
 */
import { tf } from '../tensorflow.ts';

function crossEntropy(scores: tf.Tensor2D, labels: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(scores), labels), 1)));
}

/** Mean over the batch. @param scores s; @param enhanced s^e; @param labels one-hot rows; all [batch, classes] */
export function jointLoss(scores: tf.Tensor2D, enhanced: tf.Tensor2D, labels: tf.Tensor2D): tf.Scalar {
  return tf.add(crossEntropy(scores, labels), crossEntropy(enhanced, labels));
}
