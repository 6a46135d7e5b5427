/**
 * A fake engine for tests of the service: it looks at no image and learns nothing, but says and gives what the real one
 * would, at once. What really comes of images is tested with the real engine (processes.test.ts).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import {
  MODEL_FILE,
  REFINEMENT_FILE,
  type Engine,
  type LabeledImage,
  type RefineRequest,
  type TrainRequest,
} from '../../shared/engine.ts';
import type { EngineContext, SampleBox } from '../../shared/engineEvents.ts';
import { throwIfCancelled } from '../../shared/errors.ts';
import { roundedProbabilities, type ScoreMap } from '../../shared/scoreMap.ts';
import { thetaBox } from '../../shared/thetaBox.ts';

const EPOCHS = 4;
const ROUNDS = 3;
const THRESHOLD = 0.3;

/** Brightest in its middle cell and fading to every side: the higher theta, the smaller the box. */
function bump(): ScoreMap {
  const values = Float32Array.from({ length: 17 * 17 }, (_, i) => {
    const [x, y] = [(i % 17) - 8, Math.floor(i / 17) - 8];
    return Math.max(0, 1 - Math.hypot(x, y) / 8);
  });
  return {
    kind: 'activation',
    height: 17,
    width: 17,
    values,
    geometry: { inputSize: 299, firstCentre: 23.5, stride: 16 },
  };
}

/** The same as a probability: above the threshold a disc of 7/10 of the bump's radius; of half of it at a peak of 0.6. */
function probableBump(peak: number): ScoreMap {
  const map = bump();
  const values = map.values.map((value) => peak * value);
  return { ...map, kind: 'probability', values: roundedProbabilities(values) };
}

const whole = { x: 0, y: 0, w: 10, h: 10 };

export class FakeEngine implements Engine {
  /** Called after each epoch; may throw, stop or wait. */
  afterEpoch: (epoch: number, signal: AbortSignal | undefined) => Promise<void> | void = () => undefined;
  /** Called after each round of refinement; as `afterEpoch`. */
  afterRound: (round: number, signal: AbortSignal | undefined) => Promise<void> | void = () => undefined;
  /** Called while it learns from corrections; as `afterEpoch`. */
  afterLearning: (signal: AbortSignal | undefined) => Promise<void> | void = () => undefined;
  readonly measured: number[] = [];

  info = () => Promise.resolve({ name: 'Fake 1.0', device: 'none' });
  recipe = () =>
    Promise.resolve({
      epochs: EPOCHS,
      batchSize: 16,
      theta: 0,
      params: { epochs: EPOCHS, theta: 0 },
      refinement: { rounds: ROUNDS, threshold: THRESHOLD, trainingImages: 1000, params: { version: 1 } },
    });
  countWork: Engine['countWork'] = ({ images: { length: count }, refine }) => {
    const refinement = {
      views: count,
      seeds: count,
      outlines: 2 * count,
      steps: 10,
      maps: 3 * count,
      looks: 0,
    };
    return Promise.resolve({
      views: count,
      missing: count,
      looks: 0,
      refinement: refine ? refinement : null,
    });
  };
  prepare: Engine['prepare'] = ({ images }) => Promise.resolve(images.map(({ id }) => id));
  modelClasses: Engine['modelClasses'] = (file) =>
    Promise.resolve((JSON.parse(readFileSync(file, 'utf8')) as TrainRequest).classes);

  train: Engine['train'] = async (request, context) => {
    const checkpoint = join(request.modelFolder, 'checkpoint');
    mkdirSync(request.modelFolder, { recursive: true });
    const done = existsSync(checkpoint) ? Number(readFileSync(checkpoint, 'utf8')) : 0;
    const history = Array.from({ length: done }, (_, epoch) => figures(epoch + 1));
    if (done > 0) context.onEvent?.({ kind: 'resumed', history: [...history] });
    for (let epoch = done + 1; epoch <= EPOCHS && !context.stop?.aborted; epoch += 1) {
      throwIfCancelled(context.signal);
      history.push(figures(epoch));
      writeFileSync(checkpoint, String(epoch));
      sayEpoch(epoch, request, context);
      await this.afterEpoch(epoch, context.signal);
      await turn();
    }
    const modelFile = join(request.modelFolder, MODEL_FILE);
    writeFileSync(modelFile, JSON.stringify({ classes: request.classes }));
    return { modelFile, wasTrained: false, history, epochs: EPOCHS };
  };

  refine: Engine['refine'] = async (request, context) => {
    const file = join(request.modelFolder, REFINEMENT_FILE);
    const done = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    const rounds = Array.from({ length: done }, (_, round) => ({ loss: 1 / (round + 1) }));
    for (let round = done + 1; round <= ROUNDS && !context.stop?.aborted; round += 1) {
      throwIfCancelled(context.signal);
      rounds.push({ loss: 1 / round });
      writeFileSync(file, String(round));
      sayRound(round, request, context);
      await this.afterRound(round, context.signal);
      await turn();
    }
    return { wasRefined: done === ROUNDS, rounds, planned: ROUNDS };
  };

  /** What is learned is how many images there were to learn from. */
  learn: Engine['learn'] = async ({ to, from, corrected, threshold }, { signal, onEvent }) => {
    readFileSync(from);
    onEvent?.({ kind: 'progress', stage: 'Learn', done: 1, total: 2 });
    await this.afterLearning(signal);
    throwIfCancelled(signal);
    writeFileSync(to, String(corrected.length));
    return { images: corrected.length, heldOut: 0, threshold, loss: 0.5 };
  };

  predict: Engine['predict'] = async (
    { modelFile, images, refine = true, refinementFile = join(dirname(modelFile), REFINEMENT_FILE) },
    { signal, onEvent },
    onBatch,
  ) => {
    const isRefined = refine && existsSync(refinementFile);
    const hasLearned = !refinementFile.endsWith(REFINEMENT_FILE);
    const [map, theta] = isRefined ? [probableBump(hasLearned ? 0.6 : 1), THRESHOLD] : [bump(), 0];
    for (let start = 0; start < images.length; start += 16) {
      throwIfCancelled(signal);
      const batch = images.slice(start, start + 16);
      onBatch(
        batch.map(({ id, classIndex, ...size }) => ({
          imageId: id,
          classIndex: classIndex ?? 0,
          top1: classIndex ?? 0,
          ...{ score: 0.9, top1Score: 0.9 },
          ...{ map, box: thetaBox(map, theta, size), agreement: isRefined ? (hasLearned ? 0.9 : 0.8) : null },
        })),
      );
      const done = start + batch.length;
      onEvent?.({ kind: 'progress', stage: 'Find boxes', done, total: images.length });
      await turn();
    }
  };

  measure: Engine['measure'] = ({ images }) => {
    this.measured.push(images.length);
    const refinement = {
      perSeed: [0.05],
      perOutline: [0.05],
      perStep: [0.2],
      perMap: [0.01],
    };
    return Promise.resolve({
      startup: 1,
      perView: [0.1, 0.1, 0.1],
      perStep: [0.1],
      perBox: [0.01],
      refinement,
    });
  };
}

/** Loss 1/1, 1/2, 1/3 … */
function figures(epoch: number) {
  return { loss: 1 / epoch, accuracy: 1 };
}

function sayEpoch(epoch: number, { images, sampleIds = [] }: TrainRequest, { onEvent }: EngineContext): void {
  const { loss } = figures(epoch);
  onEvent?.({ kind: 'progress', stage: 'Train', done: epoch, total: EPOCHS });
  onEvent?.({ kind: 'batch', batch: epoch, batches: EPOCHS, loss });
  onEvent?.({ kind: 'epoch', epoch, epochs: EPOCHS, ...figures(epoch) });
  onEvent?.({ kind: 'samples', epoch, samples: samplesOf(images, sampleIds, epoch) });
}

function sayRound(
  round: number,
  { images, sampleIds = [] }: RefineRequest,
  { onEvent }: EngineContext,
): void {
  onEvent?.({ kind: 'progress', stage: 'Refine', done: round, total: ROUNDS });
  const samples = samplesOf(images, sampleIds, 10 * round);
  onEvent?.({ kind: 'refined', round, rounds: ROUNDS, loss: 1 / round, samples });
}

/** Boxes of some width for those of the images that are samples. */
function samplesOf(
  images: readonly LabeledImage[],
  sampleIds: readonly number[],
  width: number,
): SampleBox[] {
  return images
    .filter(({ id }) => sampleIds.includes(id))
    .map(({ id, label }) => ({ imageId: id, classIndex: label, score: 0.5, box: { ...whole, w: width } }));
}
