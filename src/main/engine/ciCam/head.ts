/** CI-CAM's head: everything that is trained when the backbone is frozen, and the causal context pool beside it. */
import { normalNumbers, randomStreamFor } from '../../../shared/random.ts';
import { tf } from '../tensorflow.ts';
import type { StoredTensor } from '../tensors/safetensors.ts';
import type { CamWeights } from './camModule.ts';
import type { AttentionWeights } from './enhancement.ts';

export interface HeadShape {
  classes: number;
  channels: number;
  /** Side of the square feature map, in cells. */
  grid: number;
}

/** Names of the trained variables, as they stand in checkpoints. */
export const headVariables = ['classifier', 'bias', 'attentionKernel', 'attentionBias'] as const;
export type HeadVariable = (typeof headVariables)[number];

/** Standard deviation of the initial weights. */
const INITIAL_DEVIATION = 0.01;

function shapes({ classes, channels }: HeadShape): Record<HeadVariable, number[]> {
  return {
    classifier: [channels, classes],
    bias: [classes],
    attentionKernel: [classes, channels],
    attentionBias: [channels],
  };
}

export class CiCamHead {
  readonly shape: HeadShape;
  readonly variables: Record<HeadVariable, tf.Variable>;
  /** Q, [classes, grid, grid]; kept as a variable so that an update leaves no tensor behind. */
  readonly #poolVariable: tf.Variable<tf.Rank.R3>;

  private constructor(
    shape: HeadShape,
    value: (name: HeadVariable | 'pool', shape: number[]) => Float32Array,
  ) {
    const variable = (name: HeadVariable | 'pool', sides: number[]) =>
      tf.tidy(() => tf.variable(tf.tensor(value(name, sides), sides), true));
    const sides = shapes(shape);
    this.shape = shape;
    this.variables = {
      classifier: variable('classifier', sides.classifier),
      bias: variable('bias', sides.bias),
      attentionKernel: variable('attentionKernel', sides.attentionKernel),
      attentionBias: variable('attentionBias', sides.attentionBias),
    };
    this.#poolVariable = variable('pool', [shape.classes, shape.grid, shape.grid]) as tf.Variable<tf.Rank.R3>;
  }

  /** Small random weights from the seed; biases and the pool start at zero. */
  static initialise(shape: HeadShape, seed: number): CiCamHead {
    return new CiCamHead(shape, (name, sides) => {
      const count = sides.reduce((product, side) => product * side, 1);
      if (name !== 'classifier' && name !== 'attentionKernel') return new Float32Array(count);
      return normalNumbers(count, INITIAL_DEVIATION, randomStreamFor(seed, name === 'classifier' ? -1 : -2));
    });
  }

  /** The head that `toTensors` described. @throws Error when a tensor is missing. */
  static restore(shape: HeadShape, tensors: ReadonlyMap<string, StoredTensor>): CiCamHead {
    return new CiCamHead(shape, (name) => {
      const stored = tensors.get(name);
      if (!(stored?.data instanceof Float32Array)) throw new Error(`The head lacks ${name}.`);
      return stored.data;
    });
  }

  get cam(): CamWeights {
    return {
      classifier: this.variables.classifier as tf.Variable<tf.Rank.R2>,
      bias: this.variables.bias as tf.Variable<tf.Rank.R1>,
    };
  }

  get attention(): AttentionWeights {
    return {
      kernel: this.variables.attentionKernel as tf.Variable<tf.Rank.R2>,
      bias: this.variables.attentionBias as tf.Variable<tf.Rank.R1>,
    };
  }

  get pool(): tf.Tensor3D {
    return this.#poolVariable;
  }

  setPool(next: tf.Tensor3D): void {
    this.#poolVariable.assign(next);
  }

  toTensors(): Map<string, StoredTensor> {
    const entries = [
      ...headVariables.map((name) => [name, this.variables[name]] as const),
      ['pool', this.#poolVariable] as const,
    ];
    return new Map(
      entries.map(([name, tensor]) => [name, { shape: tensor.shape, data: tensor.dataSync<'float32'>() }]),
    );
  }

  dispose(): void {
    tf.dispose([...Object.values(this.variables), this.#poolVariable]);
  }
}
