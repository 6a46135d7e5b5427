/** The one place where TensorFlow is loaded; every other file of the engine takes `tf` from here. */
import './nodeCompat.ts';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { availableParallelism } from 'node:os';
import type { EngineInfo } from '../../shared/appDomain.ts';

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

/** Name and version of what computes, and on what. */
export function describeTensorFlow(): EngineInfo {
  const { binding, isUsingGpuDevice } = tf.backend() as unknown as {
    binding: { TF_Version: string };
    isUsingGpuDevice: boolean;
  };
  const version = binding.TF_Version.split('.').slice(0, 2).join('.');
  // TensorFlow starts as many threads as the system lets this process use at once.
  const threads = availableParallelism();
  const cpu = `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return { name: `TensorFlow ${version}`, device: isUsingGpuDevice ? 'GPU' : cpu };
}
