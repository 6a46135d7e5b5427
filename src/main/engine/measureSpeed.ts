/**
 * How fast this machine is at the engine's units of work, measured on real images by the code that does the real work:
 * what comes of it is a time that a person can rely on. Takes a few seconds; nothing is kept.
 */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { EngineMeasurement, MeasureRequest } from '../../shared/engine.ts';
import type { EngineContext, EngineImage } from '../../shared/engineEvents.ts';
import { BoxwrightError, throwIfCancelled } from '../../shared/errors.ts';
import { stageNames } from '../../shared/stages.ts';
import { views } from '../imaging/squareView.ts';
import { loadBackbone } from './backbones/loadBackbone.ts';
import { CiCamHead } from './ciCam/head.ts';
import { oneHotRows } from './ciCam/oneHot.ts';
import { BATCH, extractFeatures } from './features/extractFeatures.ts';
import { CHANNELS, FEATURE_SIZE, GRID } from './features/featureStore.ts';
import { predictBatch } from './prediction/predictBatch.ts';
import type { CompactFeatures } from './refinement/features/compactFeatures.ts';
import { measureRefinement } from './refinement/measureRefinement.ts';
import { refinementSettings } from './refinement/settings.ts';
import { decodeSparse, encodeSparse } from './tensors/sparseHalf.ts';
import { inScope, tf } from './tensorflow.ts';
import { Adam } from './training/adam.ts';
import { recipeByName, type Recipe } from './training/recipes.ts';
import { trainingStep } from './training/trainingStep.ts';

/** Batches of each kind of work that are timed, after one that is not: the first pass sets TensorFlow up. */
const REPETITIONS = 3;
/** Views whose compact features are kept: those of a step of refinement. */
const COMPACT_VIEWS = refinementSettings.training.batchSize;

interface Looked {
  startup: number;
  perView: number[];
  /** Features of some views as they are kept on disk. */
  features: Uint8Array[];
  /** The same for refinement, of as many views as are in one batch of its training. */
  compact: CompactFeatures[];
  /** Images that could be read. */
  readable: EngineImage[];
}

/**
 * @param loading seconds that loading TensorFlow took.
 * @throws BoxwrightError `unreadable-image` when no image can be read; `cancelled` between two batches.
 */
export async function measureSpeed(
  { images, recipe, classes }: MeasureRequest,
  context: EngineContext,
  loading: number,
): Promise<EngineMeasurement> {
  const chosen = recipeByName[recipe];
  const { startup, perView, features, compact, readable } = await look(images, chosen, context);
  const head = CiCamHead.initialise({ classes, channels: CHANNELS, grid: GRID }, 1);
  try {
    const perStep = await trainSteps(head, chosen, features, context);
    const perBox = await findBoxes(head, chosen, features, context);
    const refinement = await measureRefinement(compact, readable, context);
    return { startup: loading + startup, perView, perStep, perBox, refinement };
  } finally {
    head.dispose();
  }
}

/** Decodes real views and runs the backbone over them, as a training does. */
async function look(
  images: readonly EngineImage[],
  { padding }: Recipe,
  context: EngineContext,
): Promise<Looked> {
  const features: Uint8Array[] = [];
  const compact: CompactFeatures[] = [];
  const readable = new Set<EngineImage>();
  const perView: number[] = [];
  let startup = 0;
  let started = performance.now();
  const backbone = loadBackbone(padding);
  try {
    // The batch beyond the last keeps the decoder as busy during the last timed one as it is in a long run.
    for await (const batch of extractFeatures(backbone, viewsToTime(images, REPETITIONS + 2), context)) {
      const seconds = (performance.now() - started) / 1000;
      if (features.length === 0) startup = seconds;
      else if (batch.length > 0) perView.push(seconds / batch.length);
      for (const each of batch) {
        features.push(encodeSparse(each.features));
        if (each.compact && compact.length < COMPACT_VIEWS) compact.push(each.compact);
        readable.add(each.task.image);
      }
      report(stageNames.features, perView.length, context);
      if (perView.length === REPETITIONS) break;
      started = performance.now();
    }
  } finally {
    backbone.dispose();
  }
  if (perView.length > 0) return { startup, perView, features, compact, readable: [...readable] };
  const message = 'None of the images that the speed was to be measured on could be read.';
  throw new BoxwrightError('unreadable-image', message);
}

/** Whole images and crops in turn, over and over again where there are few images. */
function viewsToTime(images: readonly EngineImage[], batches: number) {
  if (images.length === 0) return [];
  return Array.from({ length: batches * BATCH }, (_, i) => ({
    image: images[i % images.length]!,
    view: i % 3 === 2 ? views[1] : views[0],
    compact: true,
  }));
}

function batchOf(features: readonly Uint8Array[], size: number): tf.Tensor4D {
  const values = new Float32Array(size * FEATURE_SIZE);
  for (let i = 0; i < size; i += 1) {
    decodeSparse(features[i % features.length]!, values, i * FEATURE_SIZE, FEATURE_SIZE);
  }
  return tf.tensor4d(values, [size, GRID, GRID, CHANNELS]);
}

function trainSteps(
  head: CiCamHead,
  recipe: Recipe,
  features: readonly Uint8Array[],
  context: EngineContext,
): Promise<number[]> {
  const optimiser = new Adam(head.variables);
  const labels = Array.from({ length: recipe.batchSize }, (_, i) => i % head.shape.classes);
  const work = () =>
    inScope(() => {
      const rows = oneHotRows(labels, head.shape.classes);
      trainingStep(head, optimiser, batchOf(features, recipe.batchSize), rows, recipe);
    });
  return timed(work, stageNames.train, context).finally(() => optimiser.dispose());
}

async function findBoxes(
  head: CiCamHead,
  recipe: Recipe,
  features: readonly Uint8Array[],
  context: EngineContext,
): Promise<number[]> {
  const size = recipe.batchSize;
  const candidate = { width: 1000, height: 1000, classIndex: 0 };
  const candidates = Array.from({ length: size }, () => candidate);
  const work = () => inScope(() => predictBatch(head, recipe, batchOf(features, size), candidates));
  return (await timed(work, stageNames.predict, context)).map((seconds) => seconds / size);
}

/** Seconds of each repetition. */
async function timed(work: () => unknown, stage: string, context: EngineContext): Promise<number[]> {
  const seconds: number[] = [];
  for (let i = 0; i <= REPETITIONS; i += 1) {
    throwIfCancelled(context.signal);
    await yieldToEvents();
    const started = performance.now();
    work();
    if (i > 0) seconds.push((performance.now() - started) / 1000);
    report(stage, i, context);
  }
  return seconds;
}

function report(stage: string, done: number, { onEvent }: EngineContext): void {
  onEvent?.({ kind: 'progress', stage, done, total: REPETITIONS });
}
