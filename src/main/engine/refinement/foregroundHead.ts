/**
 * The foreground head: which cells of the fine grid (71x71) are the object's, from three maps of the frozen backbone. It
 * goes from the coarse map to the fine one, adding at each grid what that grid's own map knows:
 *
 *   coarse 17x17   a = relu(6e -> 64);                                      auxiliary = a -> 1
 *   middle 35x35   y = relu(3x3 64 (relu(up(a) + (5d -> 64))))
 *   fine   71x71   z = relu(3x3 32 (relu(up(y -> 32) + (4a -> 32))));       logits = z -> 1
 *
 * Arrows are 1x1 convolutions; up takes n cells to 2n + 1 (layers.ts). Some 75,000 variables in all.
 */
import { normalNumbers, randomStreamFor } from '../../../shared/random.ts';
import { inScope, tf } from '../tensorflow.ts';
import type { StoredTensor } from '../tensors/safetensors.ts';
import { compactShapes, type CompactFeatures, type CompactMap } from './features/compactFeatures.ts';
import { dropoutMask, firstLayer, type FirstLayerOutput } from './firstLayer.ts';
import { headInput, type HeadInput, type InputShape } from './headInput.ts';
import { convolvePadded, mixChannels, rectify, upsamplePadded } from './layers.ts';
import type { Normalisation } from './normalisation.ts';
import { refinementSettings } from './settings.ts';

export interface ForegroundHeadShape extends InputShape {
  /** Channels at each grid. */
  widths: Readonly<{ coarse: number; middle: number; fine: number }>;
}

/** The layers, by the names of their variables `NAME/weights` and `NAME/bias`. */
type LayerName =
  'coarse' | 'middleInput' | 'middle' | 'narrow' | 'fineInput' | 'fine' | 'output' | 'auxiliary';

/** Shape of each layer's weights, [in, out] or [3, 3, in, out]. */
function weightShapes({ components, widths }: ForegroundHeadShape): Record<LayerName, number[]> {
  const { coarse, middle, fine } = widths;
  return {
    coarse: [components.mixed6e, coarse],
    middleInput: [components.mixed5d, coarse],
    middle: [3, 3, coarse, middle],
    narrow: [middle, fine],
    fineInput: [components.conv4a, fine],
    fine: [3, 3, fine, fine],
    output: [fine, 1],
    auxiliary: [coarse, 1],
  };
}

/** The shape of the app's own head. */
export const foregroundHeadShape: ForegroundHeadShape = {
  grid: compactShapes.mixed6e.side,
  components: {
    conv4a: compactShapes.conv4a.components,
    mixed5d: compactShapes.mixed5d.components,
    mixed6e: compactShapes.mixed6e.components,
  },
  widths: refinementSettings.head.widths,
};

const product = (sides: readonly number[]) => sides.reduce((total, side) => total * side, 1);

/** Part of the seed's random numbers that is the initial weights'. */
const INITIAL = 1000;

export interface HeadOutput {
  /** Of the fine grid, before the sigmoid: [n, 4 grid + 3, 4 grid + 3, 1] */
  logits: tf.Tensor4D;
  /** The same of the coarse grid: [n, grid, grid, 1] */
  auxiliary: tf.Tensor4D;
}

export class ForegroundHead {
  readonly shape: ForegroundHeadShape;
  readonly normalisation: Normalisation;
  /** By name, in the order of the layers. */
  readonly variables: Readonly<Record<string, tf.Variable>>;

  private constructor(
    shape: ForegroundHeadShape,
    normalisation: Normalisation,
    value: (name: string, sides: number[]) => Float32Array,
  ) {
    this.shape = shape;
    this.normalisation = normalisation;
    const variable = (name: string, sides: number[]): [string, tf.Variable] => [
      name,
      tf.tidy(() => tf.variable(tf.tensor(value(name, sides), sides), true)),
    ];
    this.variables = Object.fromEntries(
      Object.entries(weightShapes(shape)).flatMap(([layer, sides]) => [
        variable(`${layer}/weights`, sides),
        variable(`${layer}/bias`, sides.slice(-1)),
      ]),
    );
  }

  /** Random weights of deviation sqrt(2 / inputs of a cell) (He et al. 2015) from the seed; biases start at zero. */
  static initialise(seed: number, normalisation: Normalisation, shape = foregroundHeadShape): ForegroundHead {
    const random = randomStreamFor(seed, INITIAL);
    return new ForegroundHead(shape, normalisation, (name, sides) => {
      if (name.endsWith('/bias')) return new Float32Array(product(sides));
      return normalNumbers(product(sides), Math.sqrt(2 / product(sides.slice(0, -1))), random);
    });
  }

  /** The head that `toTensors` described. @throws Error when a tensor is missing or of another size. */
  static fromTensors(
    tensors: ReadonlyMap<string, StoredTensor>,
    normalisation: Normalisation,
    shape = foregroundHeadShape,
  ): ForegroundHead {
    return new ForegroundHead(shape, normalisation, (name, sides) => {
      const data = tensors.get(name)?.data;
      if (data instanceof Float32Array && data.length === product(sides)) return data;
      throw new Error(`The foreground head lacks ${name} [${sides.join(', ')}].`);
    });
  }

  /** @param random what dropout draws from while training; without it nothing is dropped. */
  forward(input: HeadInput, random?: () => number): HeadOutput {
    const coarse = this.#firstLayer('coarse', 'mixed6e', input, random);
    const a = rectify(tf.add(coarse.product, coarse.offset));
    const y = this.#finer(a, this.#firstLayer('middleInput', 'mixed5d', input, random), 'middle');
    // The finest map is shown whole.
    const z = this.#finer(this.#mix('narrow', y), this.#firstLayer('fineInput', 'conv4a', input), 'fine');
    return { logits: this.#mix('output', z), auxiliary: this.#mix('auxiliary', a) };
  }

  /** Probability that a cell is the object's, row-major [n, 4 grid + 3, 4 grid + 3]. */
  probabilities(features: CompactFeatures): Float32Array {
    return inScope(() =>
      tf.sigmoid(this.forward(headInput(features, this.shape)).logits).dataSync<'float32'>(),
    );
  }

  toTensors(): Map<string, StoredTensor> {
    return new Map(
      Object.entries(this.variables).map(([name, variable]) => [
        name,
        { shape: variable.shape, data: variable.dataSync<'float32'>() },
      ]),
    );
  }

  dispose(): void {
    tf.dispose(Object.values(this.variables));
  }

  #firstLayer(layer: LayerName, map: CompactMap, input: HeadInput, random?: () => number): FirstLayerOutput {
    const count = input[map].shape[0];
    const { dropout } = refinementSettings.training;
    const mask = random ? dropoutMask(count, this.shape.components[map], dropout, random) : null;
    const normalisation = this.normalisation[map];
    return firstLayer(input[map], { ...this.#layer(layer), normalisation }, mask);
  }

  /** One grid finer: what the coarser one found and what the map of this grid shows, looked at together. */
  #finer(coarser: tf.Tensor4D, shown: FirstLayerOutput, layer: LayerName): tf.Tensor4D {
    // Upsampling leaves a constant what it is, so the offset is added where there are fewer cells.
    const found = upsamplePadded(tf.add(coarser, shown.offset));
    const { weights, bias } = this.#layer(layer);
    return convolvePadded(rectify(tf.add(found, shown.product)), weights, bias);
  }

  #mix(layer: LayerName, x: tf.Tensor4D): tf.Tensor4D {
    const { weights, bias } = this.#layer(layer);
    return mixChannels(x, weights, bias);
  }

  #layer(layer: LayerName): { weights: tf.Tensor; bias: tf.Tensor } {
    return { weights: this.variables[`${layer}/weights`]!, bias: this.variables[`${layer}/bias`]! };
  }
}
