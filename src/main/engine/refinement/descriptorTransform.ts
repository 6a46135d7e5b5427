/**
 * Deep descriptor transform: what the images of a folder have in common, without any label.
 *
 *   x_ij = sqrt(Mixed_6e)_ij            the descriptor of cell (i, j), [768]
 *   m    = mean of x over all cells of all images
 *   C    = mean of (x - m)(x - m)^T,    C p = lambda p for the largest lambda
 *   d_ij = p^T (x_ij - m)               positive on the common object
 *
 * The sign of p is the one with which d correlates positively with the sum of the channels: objects excite more than
 * what surrounds them. After Wei, Zhang, Wu, Shen and Zhou, Unsupervised object discovery and co-localization by deep
 * descriptor transforming, Pattern Recognition 88 (2019); the square root, which tames single strong channels, is
 * Boxwright's.
 */
import { inScope, tf } from '../tensorflow.ts';
import { leadingEigenvector, multiply } from './powerIteration.ts';

/** What `fit` has found, as numbers that can be stored: m and p, [768] each. */
export interface DescriptorTransform {
  mean: Float32Array;
  direction: Float32Array;
}

/**
 * Takes features a batch at a time and keeps no more of them than their sums and products.
 *
 * Products are taken of x less the first batch's mean, in single precision within a batch and in double precision
 * across batches: the rounding that comes of subtracting large sums stays far below the figures that matter.
 */
export class DescriptorTransformFit {
  readonly #channels: number;
  readonly #sums: Float64Array;
  readonly #products: Float64Array;
  #shift: Float32Array | null = null;
  #cells = 0;

  constructor(channels: number) {
    this.#channels = channels;
    this.#sums = new Float64Array(channels);
    this.#products = new Float64Array(channels * channels);
  }

  /** @param features row-major [cells, channels], none below zero; the cells of any number of images. */
  add(features: Float32Array): void {
    const cells = features.length / this.#channels;
    if (cells === 0) return;
    const [sums, products] = inScope(() => {
      const roots = tf.sqrt(tf.tensor2d(features, [cells, this.#channels]));
      this.#shift ??= tf.mean(roots, 0).dataSync<'float32'>();
      const shifted: tf.Tensor2D = tf.sub(roots, this.#shift);
      return [
        tf.sum(shifted, 0).dataSync<'float32'>(),
        tf.matMul(shifted, shifted, true, false).dataSync<'float32'>(),
      ] as const;
    });
    accumulate(this.#sums, sums);
    accumulate(this.#products, products);
    this.#cells += cells;
  }

  /** Zeros for `direction`, and so a flat map for every image, where all cells are alike. */
  finish(): DescriptorTransform {
    const shift = this.#shift;
    if (shift === null) throw new Error('The descriptor transform has been given no features.');
    const beyondShift = this.#sums.map((sum) => sum / this.#cells);
    const covariance = this.#covariance(beyondShift);
    const direction = leadingEigenvector(covariance, this.#channels);
    // The covariance of d with the sum of the channels is p^T C 1.
    const withSum = dot(direction, multiply(covariance, new Float64Array(this.#channels).fill(1)));
    const sign = withSum < 0 ? -1 : 1;
    return {
      mean: Float32Array.from(beyondShift, (value, channel) => shift[channel]! + value),
      direction: Float32Array.from(direction, (value) => sign * value),
    };
  }

  #covariance(mean: Float64Array): Float64Array {
    const channels = this.#channels;
    return this.#products.map((product, at) => {
      const [row, column] = [Math.floor(at / channels), at % channels];
      return product / this.#cells - mean[row]! * mean[column]!;
    });
  }
}

function accumulate(totals: Float64Array, values: Float32Array): void {
  for (let i = 0; i < totals.length; i += 1) totals[i]! += values[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/**
 * @param batches row-major [cells, channels] each: as many cells as one likes.
 * @throws Error when there is not a single cell.
 */
export async function fitDescriptorTransform(
  batches: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  channels: number,
): Promise<DescriptorTransform> {
  const fit = new DescriptorTransformFit(channels);
  for await (const features of batches) fit.add(features);
  return fit.finish();
}

/**
 * @param features row-major [cells, channels], none below zero.
 * @returns d, [cells]: positive where the common object is likely, negative elsewhere.
 */
export function descriptorMap(
  { mean, direction }: DescriptorTransform,
  features: Float32Array,
): Float32Array {
  const channels = mean.length;
  const offset = mean.reduce((sum, value, channel) => sum + value * direction[channel]!, 0);
  const map = new Float32Array(features.length / channels);
  for (let cell = 0; cell < map.length; cell += 1) {
    let sum = -offset;
    const start = cell * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += Math.sqrt(features[start + channel]!) * direction[channel]!;
    }
    map[cell] = sum;
  }
  return map;
}
