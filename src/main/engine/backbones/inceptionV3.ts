/**
 * Inception-V3 up to Mixed_6e (Szegedy et al. 2016, as laid out in TensorFlow-Slim), the backbone of CI-CAM that comes
 * with Boxwright. Batch normalisation is folded into the convolutions.
 */
import { tf } from '../tensorflow.ts';
import type { MapGeometry } from '../../../shared/scoreMap.ts';
import { averagePool, convolve, maxPool, type ConvolutionWeights, type Padding } from './convolution.ts';

/** Side of the square input in pixels. */
export const INPUT_SIZE = 299;

/**
 * Where the cells of each map lie: its convolutions are `valid` at the start, so the outermost cells are not centred at
 * half a stride but further inside.
 */
export const GEOMETRY = {
  conv4a: { inputSize: INPUT_SIZE, firstCentre: 9.5, stride: 4 },
  mixed5d: { inputSize: INPUT_SIZE, firstCentre: 13.5, stride: 8 },
  mixed6e: { inputSize: INPUT_SIZE, firstCentre: 21.5, stride: 16 },
} as const satisfies Record<string, MapGeometry>;

export interface InceptionMaps {
  /** Conv2d_4a_3x3, [batch, 71, 71, 192] */
  conv4a: tf.Tensor4D;
  /** [batch, 35, 35, 288] */
  mixed5d: tf.Tensor4D;
  /** [batch, 17, 17, 768] */
  mixed6e: tf.Tensor4D;
}

/** One step of a branch: the layer's name, and its stride where it is 2 (then without padding). */
type Step = string | { name: string; stride: 2 };

export class InceptionV3 {
  readonly #weights: ReadonlyMap<string, ConvolutionWeights>;
  readonly #padding: Padding;

  constructor(weights: ReadonlyMap<string, ConvolutionWeights>, padding: Padding) {
    this.#weights = weights;
    this.#padding = padding;
  }

  /** @param images [batch, 299, 299, 3], bytes / 128 - 1 */
  forward(images: tf.Tensor4D): InceptionMaps {
    const stem1 = this.#run(images, [{ name: 'Conv2d_1a_3x3', stride: 2 }]);
    const stem2 = this.#convolve(this.#convolve(stem1, 'Conv2d_2a_3x3', 'valid'), 'Conv2d_2b_3x3', 'same');
    const stem3 = this.#convolve(maxPool(stem2), 'Conv2d_3b_1x1', 'valid');
    const conv4a = this.#convolve(stem3, 'Conv2d_4a_3x3', 'valid');
    const mixed5d = this.#mixed5(maxPool(conv4a));
    return { conv4a, mixed5d, mixed6e: this.#mixed6(mixed5d) };
  }

  dispose(): void {
    for (const { filter, bias } of this.#weights.values()) tf.dispose([filter, bias]);
  }

  /** Mixed_5b to Mixed_5d: [batch, 35, 35, 192] to [batch, 35, 35, 288]. Mixed_5c's names are irregular at the source. */
  #mixed5(x: tf.Tensor4D): tf.Tensor4D {
    const threes = ['Conv2d_0a_1x1', 'Conv2d_0b_3x3', 'Conv2d_0c_3x3'];
    const regular = [['Conv2d_0a_1x1'], ['Conv2d_0a_1x1', 'Conv2d_0b_5x5'], threes];
    const irregular = [['Conv2d_0a_1x1'], ['Conv2d_0b_1x1', 'Conv_1_0c_5x5'], threes];
    const mixed5b = this.#mixed(x, 'Mixed_5b', regular);
    const mixed5c = this.#mixed(mixed5b, 'Mixed_5c', irregular);
    return this.#mixed(mixed5c, 'Mixed_5d', regular);
  }

  /** Mixed_6a to Mixed_6e: [batch, 35, 35, 288] to [batch, 17, 17, 768]. */
  #mixed6(x: tf.Tensor4D): tf.Tensor4D {
    const reduced = tf.concat(
      [
        this.#run(x, [{ name: 'Mixed_6a/Branch_0/Conv2d_1a_1x1', stride: 2 }]),
        this.#run(x, [
          'Mixed_6a/Branch_1/Conv2d_0a_1x1',
          'Mixed_6a/Branch_1/Conv2d_0b_3x3',
          { name: 'Mixed_6a/Branch_1/Conv2d_1a_1x1', stride: 2 },
        ]),
        maxPool(x),
      ],
      3,
    );
    const branches = [
      ['Conv2d_0a_1x1'],
      ['Conv2d_0a_1x1', 'Conv2d_0b_1x7', 'Conv2d_0c_7x1'],
      ['Conv2d_0a_1x1', 'Conv2d_0b_7x1', 'Conv2d_0c_1x7', 'Conv2d_0d_7x1', 'Conv2d_0e_1x7'],
    ];
    return ['Mixed_6b', 'Mixed_6c', 'Mixed_6d', 'Mixed_6e'].reduce(
      (map, block) => this.#mixed(map, block, branches),
      reduced,
    );
  }

  /** An Inception block: the given branches side by side, then the pooled branch that all blocks share. */
  #mixed(x: tf.Tensor4D, block: string, branches: string[][]): tf.Tensor4D {
    const outputs = branches.map((layers, i) =>
      this.#run(
        x,
        layers.map((layer) => `${block}/Branch_${i}/${layer}`),
      ),
    );
    const pooled = this.#convolve(averagePool(x), `${block}/Branch_3/Conv2d_0b_1x1`, 'valid');
    return tf.concat([...outputs, pooled], 3);
  }

  #run(x: tf.Tensor4D, steps: Step[]): tf.Tensor4D {
    return steps.reduce<tf.Tensor4D>(
      (map, step) =>
        typeof step === 'string'
          ? this.#convolve(map, step, 'same')
          : this.#convolve(map, step.name, 'valid', step.stride),
      x,
    );
  }

  #convolve(x: tf.Tensor4D, layer: string, fit: 'valid' | 'same', stride = 1): tf.Tensor4D {
    const weights = this.#weights.get(layer);
    if (!weights) throw new Error(`The backbone has no layer ${layer}.`);
    return convolve(x, weights, { fit, stride, padding: this.#padding });
  }
}
