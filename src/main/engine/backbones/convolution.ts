/** The two layers that Inception-V3 is built of, with a choice of what lies beyond the border of the map. */
import { tf } from '../tensorflow.ts';

/**
 * `zero`: the original network's padding. `edge`: the outermost cells go on for ever beyond the border. On frozen
 * features zero padding draws a frame of its own around every map, which drowns the object (see docs/method.md).
 */
export type Padding = 'zero' | 'edge';

export interface ConvolutionWeights {
  /** [height, width, in, out] */
  filter: tf.Tensor4D;
  /** [out] */
  bias: tf.Tensor1D;
}

export interface ConvolutionOptions {
  stride?: number;
  /** `valid` shrinks the map; `same` keeps its size, padding as `padding` says. */
  fit: 'valid' | 'same';
  padding: Padding;
}

/** Repeats the first and last slice along an axis `count` times. Cheaper than tf.mirrorPad, several times for 1x7. */
function replicate(x: tf.Tensor4D, axis: 1 | 2, count: number): tf.Tensor4D {
  if (count === 0) return x;
  const size = [...x.shape];
  size[axis] = 1;
  const begin = [0, 0, 0, 0];
  const first = tf.slice(x, begin, size);
  begin[axis] = x.shape[axis] - 1;
  const last = tf.slice(x, begin, size);
  const before = Array.from({ length: count }, () => first);
  const after = Array.from({ length: count }, () => last);
  return tf.concat([...before, x, ...after], axis);
}

/**
 * ReLU(conv(x) + bias).
 *
 * @param x [batch, height, width, in]
 * @returns [batch, height', width', out]
 */
export function convolve(
  x: tf.Tensor4D,
  weights: ConvolutionWeights,
  options: ConvolutionOptions,
): tf.Tensor4D {
  const { filter, bias } = weights;
  const [height, width] = filter.shape;
  const pads = options.fit === 'same' && height * width > 1;
  const padded =
    pads && options.padding === 'edge' ? replicate(replicate(x, 1, (height - 1) / 2), 2, (width - 1) / 2) : x;
  return tf.fused.conv2d({
    x: padded,
    filter,
    bias,
    strides: options.stride ?? 1,
    pad: pads && options.padding === 'zero' ? 'same' : 'valid',
    activation: 'relu',
  });
}

/** 3x3 mean with stride 1; cells beyond the border do not count, whatever the padding. */
export function averagePool(x: tf.Tensor4D): tf.Tensor4D {
  return tf.avgPool(x, 3, 1, 'same');
}

/** 3x3 maximum with stride 2, without padding. */
export function maxPool(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(x, 3, 2, 'valid');
}
