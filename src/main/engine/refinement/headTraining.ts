/** One round of the foreground head's training: seeded, cancellable between its steps, the same whenever it is repeated. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { EngineContext } from '../../../shared/engineEvents.ts';
import { randomStreamFor, shuffled } from '../../../shared/random.ts';
import { stageNames } from '../../../shared/stages.ts';
import { inScope, tf } from '../tensorflow.ts';
import type { Adam } from '../training/adam.ts';
import type { ForegroundHead } from './foregroundHead.ts';
import { headInput, sideOf, type CompactSource } from './headInput.ts';
import { foregroundLoss } from './headLoss.ts';
import { roundSteps } from './roundSteps.ts';
import { refinementSettings, type RoundSettings } from './settings.ts';

export interface ForegroundExample {
  contentHash: string;
  /** The object's mask on the head's grid, row-major, 255 where it is the object's: [4 grid + 3, 4 grid + 3]. */
  target: Uint8Array;
  /** How much the image counts, in [0, 1]. */
  weight: number;
}

export interface HeadRound {
  head: ForegroundHead;
  /** Goes on through the rounds with what it remembers. */
  optimiser: Adam;
  examples: readonly ForegroundExample[];
  reader: CompactSource;
  /** 1-based: chooses the round's settings, and its random numbers together with the seed. */
  round: number;
  seed: number;
  /** The settings of another round than the recipe's own, as for learning from corrections. */
  settings?: RoundSettings;
}

export interface RoundResult {
  /** Mean over the steps; 0 where no example counted and nothing was done. */
  loss: number;
  steps: number;
}

/** One image of a step. */
export interface Shown {
  example: ForegroundExample;
  mirrored: boolean;
}

/** Part of the seed's random numbers that are the first round's. */
const FIRST_ROUND = 2000;

/**
 * Learning rate of step `step` (0-based) of `steps`: a linear warm-up over a fall to zero as (1 - t)^power.
 *
 * @param highest learning rate.
 */
export function headLearningRate(highest: number, step: number, steps: number): number {
  const { warmUpSteps, power } = refinementSettings.training;
  return highest * Math.min(1, (step + 1) / warmUpSteps) * (1 - step / steps) ** power;
}

/** All examples in an order of their own, then all again in another, and so on. */
function* endlessly<T>(items: readonly T[], random: () => number): Generator<T, never> {
  for (;;) yield* shuffled(items, random);
}

/** The targets of a step, mirrored where the image is, in [0, 1]: [n, side, side, 1] */
function targetTensor(batch: readonly Shown[], side: number): tf.Tensor4D {
  const values = new Float32Array(batch.length * side * side);
  batch.forEach(({ example, mirrored }, i) => {
    for (let cell = 0; cell < side * side; cell += 1) {
      const x = cell % side;
      const from = mirrored ? cell - x + (side - 1 - x) : cell;
      values[i * side * side + cell] = example.target[from]! / 255;
    }
  });
  return tf.tensor4d(values, [batch.length, side, side, 1]);
}

/**
 * Forward, backward, update.
 *
 * @param random what dropout draws from.
 * @returns the loss before the update.
 */
export function headStep(
  { head, optimiser, reader }: Pick<HeadRound, 'head' | 'optimiser' | 'reader'>,
  batch: readonly Shown[],
  learningRate: number,
  random: () => number,
): number {
  const keys = batch.map(({ example: { contentHash }, mirrored }) => ({
    contentHash,
    view: mirrored ? ('mirror' as const) : ('full' as const),
  }));
  return inScope(() => {
    const input = headInput(reader.batch(keys), head.shape);
    const targets = targetTensor(batch, sideOf('conv4a', head.shape.grid));
    const weights = tf.tensor1d(batch.map(({ example }) => example.weight));
    return updateHead({ head, optimiser }, learningRate, () =>
      foregroundLoss(head.forward(input, random), targets, weights),
    );
  });
}

/** Backward and update. @returns the loss before the update. */
export function updateHead(
  { head, optimiser }: Pick<HeadRound, 'head' | 'optimiser'>,
  learningRate: number,
  lossOf: () => tf.Scalar,
): number {
  const { value, grads } = tf.variableGrads(lossOf, Object.values(head.variables));
  const names = Object.entries(head.variables);
  const gradients = Object.fromEntries(names.map(([name, variable]) => [name, grads[variable.name]!]));
  const rates = Object.fromEntries(names.map(([name]) => [name, learningRate]));
  optimiser.apply(head.variables, gradients, rates);
  return value.dataSync()[0] ?? NaN;
}

function settingsOf({ settings, round }: HeadRound): RoundSettings {
  const found = settings ?? refinementSettings.rounds[round - 1];
  if (!found) throw new Error(`There is no round ${round} of the refinement.`);
  return found;
}

/**
 * Trains the head by one round. Equal head, optimiser, examples, seed and round give equal numbers.
 *
 * @returns null when `context.stop` ended it on the way: the head is then that of no whole round.
 * @throws BoxwrightError `cancelled` between two steps, the head then being that of no whole round either.
 */
export async function trainRound(plan: HeadRound, context: EngineContext): Promise<RoundResult | null> {
  const { examples, round, seed } = plan;
  const { batchSize, mirrorShare, leastWeight } = refinementSettings.training;
  const rules = settingsOf(plan);
  const counting = examples.filter(({ weight }) => weight > leastWeight);
  if (counting.length === 0) return { loss: 0, steps: 0 };
  const random = randomStreamFor(seed, FIRST_ROUND + round);
  const order = endlessly(counting, random);
  const steps = roundSteps(rules, examples.length, batchSize);
  let total = 0;
  for (let step = 0; step < steps; step += 1) {
    throwIfCancelled(context.signal);
    if (context.stop?.aborted) return null;
    const batch = Array.from({ length: batchSize }, () => ({
      example: order.next().value,
      mirrored: random() < mirrorShare,
    }));
    total += headStep(plan, batch, headLearningRate(rules.learningRate, step, steps), random);
    report(round, step + 1, steps, total / (step + 1), context);
    await yieldToEvents();
  }
  return { loss: total / steps, steps };
}

function report(round: number, done: number, total: number, loss: number, { onEvent }: EngineContext): void {
  const note = `round ${round}, loss ${loss.toFixed(3)}`;
  onEvent?.({ kind: 'progress', stage: stageNames.refine, done, total, note });
}
