/** The steps in which the foreground head learns from corrections. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../../shared/errors.ts';
import type { EngineContext } from '../../../../shared/engineEvents.ts';
import { randomStreamFor, shuffled } from '../../../../shared/random.ts';
import { stageNames } from '../../../../shared/stages.ts';
import { inScope, tf } from '../../tensorflow.ts';
import type { Adam } from '../../training/adam.ts';
import type { ForegroundHead } from '../foregroundHead.ts';
import { headInput, sideOf, type CompactSource } from '../headInput.ts';
import { headLearningRate, updateHead } from '../headTraining.ts';
import { refinementSettings } from '../settings.ts';
import type { BoxCells } from './boxCells.ts';
import type { CorrectionExample } from './correctedExamples.ts';
import { correctionLoss, type CorrectionTargets } from './correctionLoss.ts';

export interface CorrectionTraining {
  head: ForegroundHead;
  optimiser: Adam;
  /** At least one. */
  corrected: readonly CorrectionExample[];
  replayed: readonly CorrectionExample[];
  reader: CompactSource;
  seed: number;
}

/** Part of the seed's random numbers that are these steps'. */
const CORRECTIONS = 3000;

interface Shown {
  example: CorrectionExample;
  /** The one of its boxes that is to be filled; null: none. */
  box: BoxCells | null;
  weight: number;
  isMirrored: boolean;
}

/** How many steps so many corrected images are worth. */
export function correctionSteps(corrected: number): number {
  const { steps, correctedShare, mostShown } = refinementSettings.corrections;
  const perStep = correctedShare * refinementSettings.training.batchSize;
  return Math.max(1, Math.min(steps, Math.floor((corrected * mostShown) / perStep)));
}

function* endlessly<T>(items: readonly T[], random: () => number): Generator<T, never> {
  for (;;) yield* shuffled(items, random);
}

/** Goes through the images of a step, corrected and replayed ones by turns. */
function* shownImages(
  { corrected, replayed }: CorrectionTraining,
  random: () => number,
): Generator<Shown, never> {
  const { correctedShare, replayWeight } = refinementSettings.corrections;
  const { batchSize, mirrorShare } = refinementSettings.training;
  const [teaching, staying] = [endlessly(corrected, random), endlessly(replayed, random)];
  const lessons = replayed.length === 0 ? batchSize : Math.round(correctedShare * batchSize);
  for (;;) {
    for (let i = 0; i < batchSize; i += 1) {
      const isLesson = i < lessons;
      const example = (isLesson ? teaching : staying).next().value;
      const { boxes } = example;
      const box = boxes[Math.floor(random() * boxes.length)] ?? null;
      yield { example, box, weight: isLesson ? 1 : replayWeight, isMirrored: random() < mirrorShare };
    }
  }
}

/** @returns mean loss of the steps. @throws BoxwrightError `cancelled` between two of them. */
export async function trainOnCorrections(plan: CorrectionTraining, context: EngineContext): Promise<number> {
  const random = randomStreamFor(plan.seed, CORRECTIONS);
  const images = shownImages(plan, random);
  const steps = correctionSteps(plan.corrected.length);
  let total = 0;
  for (let step = 0; step < steps; step += 1) {
    throwIfCancelled(context.signal);
    const batch = Array.from({ length: refinementSettings.training.batchSize }, () => images.next().value);
    total += correctionStep(
      plan,
      batch,
      headLearningRate(refinementSettings.corrections.learningRate, step, steps),
      random,
    );
    const note = `loss ${(total / (step + 1)).toFixed(3)}`;
    context.onEvent?.({ kind: 'progress', stage: stageNames.learn, done: step + 1, total: steps, note });
    await yieldToEvents();
  }
  return total / steps;
}

function correctionStep(
  { head, optimiser, reader }: CorrectionTraining,
  batch: readonly Shown[],
  learningRate: number,
  random: () => number,
): number {
  const keys = batch.map(({ example: { contentHash }, isMirrored }) => ({
    contentHash,
    view: isMirrored ? ('mirror' as const) : ('full' as const),
  }));
  return inScope(() => {
    const input = headInput(reader.batch(keys), head.shape);
    const targets = targetsOf(batch, sideOf('conv4a', head.shape.grid));
    return updateHead({ head, optimiser }, learningRate, () =>
      correctionLoss(head.forward(input, random), targets),
    );
  });
}

/** The step's targets as tensors, mirrored where the image is. */
export function targetsOf(batch: readonly Shown[], side: number): CorrectionTargets {
  const cells = side * side;
  const [targets, certainty] = [
    new Float32Array(batch.length * cells),
    new Float32Array(batch.length * cells),
  ];
  const [rows, columns] = [new Float32Array(batch.length * side), new Float32Array(batch.length * side)];
  batch.forEach(({ example, box, isMirrored }, i) => {
    for (let cell = 0; cell < cells; cell += 1) {
      const x = cell % side;
      const from = isMirrored ? cell - x + (side - 1 - x) : cell;
      targets[i * cells + cell] = example.target[from]! / 255;
      certainty[i * cells + cell] = example.certainty[from]! / 255;
    }
    if (!box) return;
    rows.set(box.rows, i * side);
    columns.set(isMirrored ? box.columns.toReversed() : box.columns, i * side);
  });
  const grid: [number, number, number, number] = [batch.length, side, side, 1];
  return {
    targets: tf.tensor4d(targets, grid),
    certainty: tf.tensor4d(certainty, grid),
    weights: tf.tensor1d(batch.map(({ weight }) => weight)),
    rows: tf.tensor2d(rows, [batch.length, side]),
    columns: tf.tensor2d(columns, [batch.length, side]),
  };
}
