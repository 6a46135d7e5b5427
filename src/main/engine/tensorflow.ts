/** The one place where TensorFlow is loaded; every other file of the engine takes `tf` from here. */
import './nodeCompat.ts';
import * as tf from '@tensorflow/tfjs-node-gpu';

tf.enableProdMode();

export { tf };

/** As tf.tidy, for work whose result is not made of tensors: all tensors made inside are disposed of. */
export function inScope<T>(work: () => T): T {
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}
