/**
 * Adam (Kingma and Ba 2015) with a learning rate of its own for each variable.
 *
 * tfjs has an Adam, but restores its bias correction by a float32 power, so a run that was interrupted would end a
 * little differently from one that was not. Here the correction comes from the step count alone, and does not.
 */
import { tf } from '../tensorflow.ts';
import type { StoredTensor } from '../tensors/safetensors.ts';

const BETA1 = 0.9;
const EPSILON = 1e-8;

export interface AdamOptions {
  /** Memory of the squared gradient. */
  beta2: number;
  /** Share of a variable that each step takes off it, times the learning rate (AdamW, Loshchilov and Hutter 2019). */
  weightDecay: number;
}

const PLAIN: AdamOptions = { beta2: 0.99, weightDecay: 0 };

interface Moments {
  first: tf.Variable;
  second: tf.Variable;
}

export class Adam {
  readonly #moments = new Map<string, Moments>();
  readonly #options: AdamOptions;
  #steps = 0;

  /** @param state as `toTensors` gave it, to go on where that optimiser was; without it, from the start. */
  constructor(
    variables: Readonly<Record<string, tf.Variable>>,
    state?: ReadonlyMap<string, StoredTensor>,
    options = PLAIN,
  ) {
    this.#options = options;
    for (const [name, { shape }] of Object.entries(variables)) {
      const load = (key: string) =>
        tf.tidy(() => {
          const stored = state?.get(`${name}/${key}`);
          return tf.variable(stored ? tf.tensor(stored.data, shape) : tf.zeros(shape), false);
        });
      this.#moments.set(name, { first: load('first'), second: load('second') });
    }
    this.#steps = state?.get('steps')?.data[0] ?? 0;
  }

  /**
   * theta <- theta - rate * (m / (sqrt(v) + epsilon) + decay * theta), m and v the bias-corrected moments.
   *
   * @param rates learning rate of each variable by name.
   */
  apply(
    variables: Readonly<Record<string, tf.Variable>>,
    gradients: Readonly<Record<string, tf.Tensor>>,
    rates: Readonly<Record<string, number>>,
  ): void {
    this.#steps += 1;
    const { beta2, weightDecay } = this.#options;
    const correction = Math.sqrt(1 - beta2 ** this.#steps) / (1 - BETA1 ** this.#steps);
    for (const [name, variable] of Object.entries(variables)) {
      const gradient = gradients[name];
      const moments = this.#moments.get(name);
      if (!gradient || !moments) continue;
      const rate = rates[name] ?? 0;
      step(variable, gradient, moments, { rate: rate * correction, beta2, decay: rate * weightDecay });
    }
  }

  toTensors(): Map<string, StoredTensor> {
    const tensors = new Map<string, StoredTensor>([
      ['steps', { shape: [1], data: Int32Array.of(this.#steps) }],
    ]);
    for (const [name, { first, second }] of this.#moments) {
      tensors.set(`${name}/first`, { shape: first.shape, data: first.dataSync<'float32'>() });
      tensors.set(`${name}/second`, { shape: second.shape, data: second.dataSync<'float32'>() });
    }
    return tensors;
  }

  dispose(): void {
    for (const { first, second } of this.#moments.values()) tf.dispose([first, second]);
  }
}

interface StepSizes {
  /** The learning rate, with what corrects the moments for having started at zero. */
  rate: number;
  beta2: number;
  /** Share of the variable that is taken off it. */
  decay: number;
}

function step(
  variable: tf.Variable,
  gradient: tf.Tensor,
  { first, second }: Moments,
  { rate, beta2, decay }: StepSizes,
): void {
  tf.tidy(() => {
    first.assign(tf.add(tf.mul(first, BETA1), tf.mul(gradient, 1 - BETA1)));
    second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    const kept = decay === 0 ? variable : tf.mul(variable, 1 - decay);
    variable.assign(tf.sub(kept, tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), EPSILON))));
  });
}
