/**
 * What the foreground head is built of. All maps are [batch, height, width, channels].
 *
 * A 3x3 convolution wants its input with a border of one cell, the edge repeated. Padding a big map costs as much as many
 * an operation on it, so no big map is ever padded: the features are padded as bytes (headInput.ts), and upsampling makes
 * its output with the border on it.
 */
import { tf } from '../tensorflow.ts';

/** max(x, 0). The gradient of tf.relu takes eight operations on the whole map, this one two. */
export function rectify(x: tf.Tensor4D): tf.Tensor4D {
  const withGradient = tf.customGrad((input, save) => {
    const value = tf.relu(input as tf.Tensor4D);
    (save as tf.GradSaveFunc)([value]);
    // Of a value that is not negative the sign is 1 where the gradient passes and 0 where it does not.
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => tf.mul(dy, tf.sign(saved!));
    return { value, gradFunc };
  });
  return withGradient(x);
}

/** The map with a border of one cell, the edge repeated: [batch, height + 2, width + 2, channels]. */
export function padEdges(x: tf.Tensor4D): tf.Tensor4D {
  return padAxis(padAxis(x, 1), 2);
}

function padAxis(x: tf.Tensor4D, axis: 1 | 2): tf.Tensor4D {
  const slice = (position: number) => {
    // Arrays of its own for each slice: the gradient reads them again, long after.
    const [begin, size] = [[0, 0, 0, 0], [...x.shape]];
    begin[axis] = position;
    size[axis] = 1;
    return tf.slice(x, begin, size);
  };
  return tf.concat([slice(0), x, slice(x.shape[axis] - 1)], axis);
}

/**
 * From a grid to the next finer one of Inception: n cells become 2n + 1, because its stride-2 convolution is `valid`: cell i
 * of the coarse map is centred on cell 2i + 1 of the fine one, and the cells between are means of their neighbours.
 * Together with `padEdges` of the result, for free: bilinear interpolation of the padded map, corners on corners, to 2n + 3
 * cells has the fine map inside of it and that map's own edge around it.
 *
 * @returns [batch, 2 height + 3, 2 width + 3, channels]: the fine map with a border of one cell, the edge repeated.
 */
export function upsamplePadded(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  return tf.image.resizeBilinear(padEdges(x), [2 * height + 3, 2 * width + 3], true);
}

/** 3x3 convolution with bias and ReLU of a map that has its border on: [batch, height - 2, width - 2, out]. */
export function convolvePadded(x: tf.Tensor4D, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor4D {
  return rectify(tf.add(tf.conv2d(x, kernel as tf.Tensor4D, 1, 'valid'), bias));
}

/** 1x1 convolution with bias. @param weights [in, out] */
export function mixChannels(x: tf.Tensor4D, weights: tf.Tensor, bias: tf.Tensor): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const cells = tf.matMul(tf.reshape(x, [batch * height * width, channels]), weights);
  return tf.reshape(tf.add(cells, bias), [batch, height, width, -1]);
}
