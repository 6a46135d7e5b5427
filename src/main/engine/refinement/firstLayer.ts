/**
 * The head's first layers: normalisation of the bytes, dropout of whole components and a 1x1 convolution, in one product.
 *
 * With kept_ij = 0 for the components j that image i is shown without, else 1 / (1 - dropout):
 *   y = sum_j (x_j - mean_j) scale_j kept_ij W_j + b = sum_j x_j W'_ij + b'_i,
 *   W'_ij = scale_j kept_ij W_j,   b'_i = b - sum_j mean_j W'_ij.
 * The sums over the big map so stay one product, on the bytes themselves.
 */
import { tf } from '../tensorflow.ts';
import type { ComponentNormalisation } from './normalisation.ts';

/** [n, components], 0 or 1 / (1 - share): components of a whole image are dropped together. */
export type DropoutMask = tf.Tensor2D;

/** @param share of the components that are dropped, in [0, 1). @param random numbers in [0, 1). */
export function dropoutMask(
  count: number,
  components: number,
  share: number,
  random: () => number,
): DropoutMask {
  const kept = Float32Array.from({ length: count * components }, () =>
    random() < share ? 0 : 1 / (1 - share),
  );
  return tf.tensor2d(kept, [count, components]);
}

export interface FirstLayer {
  /** [in, out] */
  weights: tf.Tensor;
  /** [out] */
  bias: tf.Tensor;
  normalisation: ComponentNormalisation;
}

/** y in two parts, because what follows adds the offset where it is cheap. */
export interface FirstLayerOutput {
  /** [n, height, width, out] */
  product: tf.Tensor4D;
  /** b', [n, 1, 1, out] or the same for all images [1, 1, 1, out]. */
  offset: tf.Tensor4D;
}

/**
 * @param bytes [n, height, width, in]
 * @param mask without one nothing is dropped.
 */
export function firstLayer(
  bytes: tf.Tensor4D,
  { weights, bias, normalisation }: FirstLayer,
  mask: DropoutMask | null,
): FirstLayerOutput {
  const [count, height, width, components] = bytes.shape;
  const scale = tf.tensor1d(normalisation.scale);
  const mean = tf.tensor1d(normalisation.mean);
  // One set of weights for all images, or one for each.
  const sets = mask ? count : 1;
  const factors = tf.reshape(mask ? tf.mul(mask, scale) : scale, [sets, components, 1]);
  const folded = tf.mul(factors, tf.expandDims(weights, 0));
  const means = tf.tile(tf.reshape(mean, [1, 1, components]), [sets, 1, 1]);
  const offset = tf.sub(bias, tf.matMul(means, folded));
  const cells = tf.reshape(bytes, [sets, (count * height * width) / sets, components]);
  const product = tf.matMul(cells, folded);
  return {
    product: tf.reshape(product, [count, height, width, -1]),
    offset: tf.reshape(offset, [sets, 1, 1, -1]),
  };
}
