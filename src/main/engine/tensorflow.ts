/** The one place where TensorFlow is loaded; every other file of the engine takes `tf` from here. */
import './nodeCompat.ts';
import * as tf from '@tensorflow/tfjs-node-gpu';

tf.enableProdMode();

export { tf };

/**
 * As tf.tidy, for work whose result is not made of tensors: all tensors made inside are disposed of. (tf.tidy would look
 * for tensors in every number of a returned array, which takes as long as a quarter of the backbone.)
 */
export function inScope<T>(work: () => T): T {
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}
