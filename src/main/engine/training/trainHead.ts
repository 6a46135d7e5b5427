/** Training of CI-CAM's head on cached features: seeded, cancellable between batches, resumable between epochs. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { BoxwrightError, throwIfCancelled } from '../../../shared/errors.ts';
import type { LabeledImage } from '../../../shared/engine.ts';
import type { EngineContext, EngineListener } from '../../../shared/engineEvents.ts';
import { randomStreamFor, shuffled } from '../../../shared/random.ts';
import { stageNames } from '../../../shared/stages.ts';
import { CiCamHead, type HeadShape } from '../ciCam/head.ts';
import { oneHotRows } from '../ciCam/oneHot.ts';
import { FEATURE_SIZE, type FeatureStore, type FeatureView } from '../features/featureStore.ts';
import { sampleBoxes } from '../prediction/sampleBoxes.ts';
import { inScope, tf } from '../tensorflow.ts';
import { Adam } from './adam.ts';
import { headOf, loadOrDiscard, saveModel, type ModelDescription } from './modelFile.ts';
import { learningRateAt, type Recipe } from './recipes.ts';
import { trainingStep, type StepResult } from './trainingStep.ts';

export interface TrainingSample {
  contentHash: string;
  view: FeatureView;
  /** Index of the class in `classes`. */
  label: number;
}

export interface HeadTraining {
  samples: TrainingSample[];
  classes: string[];
  recipe: Recipe;
  seed: number;
  features: FeatureStore;
  shape: HeadShape;
  /** Where the state after each epoch is kept; a training that finds one goes on from it. */
  checkpointFile: string;
  /** Images whose boxes are reported after each epoch. */
  watched?: LabeledImage[];
}

interface State {
  head: CiCamHead;
  optimiser: Adam;
  history: ModelDescription['history'];
}

function start({ checkpointFile, shape, seed }: HeadTraining): State {
  const checkpoint = loadOrDiscard(checkpointFile);
  const head = checkpoint ? headOf(checkpoint) : CiCamHead.initialise(shape, seed);
  const optimiser = new Adam(head.variables, checkpoint?.tensors);
  return { head, optimiser, history: checkpoint?.description.history ?? [] };
}

export function describe(
  { classes, recipe, shape }: HeadTraining,
  history: ModelDescription['history'],
): ModelDescription {
  const { padding, combination, theta } = recipe;
  const epochsDone = history.length;
  return { format: 'boxwright-model-1', classes, padding, combination, theta, shape, epochsDone, history };
}

function saveCheckpoint(training: HeadTraining, { head, optimiser, history }: State): void {
  const tensors = new Map([...head.toTensors(), ...optimiser.toTensors()]);
  saveModel(training.checkpointFile, { description: describe(training, history), tensors });
}

/** One batch as tensors; half of all batches are mirrored, which costs nothing on features. */
function batchTensors(
  training: HeadTraining,
  batch: TrainingSample[],
  mirrored: boolean,
): [tf.Tensor4D, tf.Tensor2D] {
  const { features: store, shape } = training;
  const values = new Float32Array(batch.length * FEATURE_SIZE);
  batch.forEach(({ contentHash, view }, i) => {
    store.of(view).read(contentHash, values, i * FEATURE_SIZE);
  });
  const features = tf.tensor4d(values, [batch.length, shape.grid, shape.grid, shape.channels]);
  const labels = batch.map(({ label }) => label);
  return [mirrored ? tf.reverse(features, 2) : features, oneHotRows(labels, shape.classes)];
}

/**
 * Runs epoch `epoch` (0-based); what it draws at random depends on the seed and its number alone.
 *
 * @returns false when it was stopped on the way: the state is then that of no whole epoch.
 */
async function runEpoch(
  training: HeadTraining,
  state: State,
  epoch: number,
  context: EngineContext,
): Promise<boolean> {
  const { samples, recipe, seed } = training;
  const random = randomStreamFor(seed, epoch);
  const order = shuffled(samples, random);
  const steps = Math.ceil(order.length / recipe.batchSize);
  const totals: StepResult = { loss: 0, right: 0 };
  for (let step = 0; step < steps; step += 1) {
    throwIfCancelled(context.signal);
    if (context.stop?.aborted) return false;
    const batch = order.slice(step * recipe.batchSize, (step + 1) * recipe.batchSize);
    const learningRate = learningRateAt(recipe, (epoch * steps + step) / (recipe.epochs * steps));
    const mirrored = random() < 0.5;
    const result = inScope(() => {
      const [features, labels] = batchTensors(training, batch, mirrored);
      return trainingStep(state.head, state.optimiser, features, labels, { ...recipe, learningRate });
    });
    totals.loss += (result.loss * batch.length) / order.length;
    totals.right += result.right;
    report(epoch * steps + step + 1, recipe.epochs * steps, result.loss, context);
    await yieldToEvents();
  }
  state.history.push({ loss: totals.loss, accuracy: totals.right / order.length });
  return true;
}

function report(done: number, total: number, loss: number, { onEvent }: EngineContext): void {
  onEvent?.({ kind: 'progress', stage: stageNames.train, done, total, note: `loss ${loss.toFixed(3)}` });
  onEvent?.({ kind: 'batch', batch: done, batches: total, loss });
}

/**
 * Trains to the recipe's last epoch, from the checkpoint if there is one, and saves the state after each epoch there.
 * An interrupted run that goes on ends with the same numbers as one that was never interrupted.
 *
 * @returns the trained head, which the caller disposes of, and each epoch's figures. After `context.stop` it is the head
 *   of the last whole epoch.
 * @throws BoxwrightError `cancelled` between two batches, the last whole epoch being kept; also when it was stopped
 *   before the first whole epoch.
 */
export async function trainHead(
  training: HeadTraining,
  context: EngineContext,
): Promise<{ head: CiCamHead; history: ModelDescription['history'] }> {
  const state = start(training);
  try {
    resumed(training, state, context);
    for (let epoch = state.history.length; epoch < training.recipe.epochs; epoch += 1) {
      if (!(await runEpoch(training, state, epoch, context))) return lastWholeEpoch(training, state);
      saveCheckpoint(training, state);
      reportEpoch(training, state, context);
    }
    return { head: state.head, history: state.history };
  } catch (error) {
    state.head.dispose();
    throw error;
  } finally {
    state.optimiser.dispose();
  }
}

function resumed(training: HeadTraining, { head, history }: State, { onEvent }: EngineContext): void {
  if (history.length === 0 || !onEvent) return;
  onEvent({ kind: 'resumed', history: [...history] });
  reportBoxes(training, head, history.length, onEvent);
}

function reportEpoch(training: HeadTraining, { head, history }: State, { onEvent }: EngineContext): void {
  const figures = history.at(-1);
  if (!figures || !onEvent) return;
  onEvent({ kind: 'epoch', epoch: history.length, epochs: training.recipe.epochs, ...figures });
  reportBoxes(training, head, history.length, onEvent);
}

function reportBoxes(training: HeadTraining, head: CiCamHead, epoch: number, onEvent: EngineListener): void {
  const { watched = [], features, recipe } = training;
  if (watched.length === 0) return;
  onEvent({ kind: 'samples', epoch, samples: sampleBoxes(head, recipe, watched, features.of('full')) });
}

/** The state before the epoch that was stopped, from its checkpoint. */
function lastWholeEpoch(
  { checkpointFile }: HeadTraining,
  { head }: State,
): { head: CiCamHead; history: ModelDescription['history'] } {
  const checkpoint = loadOrDiscard(checkpointFile);
  if (!checkpoint) {
    const message =
      'Stopped before the first pass through the images was done: there is no model to keep yet.';
    throw new BoxwrightError('cancelled', message);
  }
  head.dispose();
  return { head: headOf(checkpoint), history: checkpoint.description.history };
}
