/** The engine's refinement job: a trained model and its images in, a refinement beside the model out. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { BoxwrightError } from '../../shared/errors.ts';
import { REFINEMENT_FILE, type RefineRequest, type RefineResult } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { stageNames } from '../../shared/stages.ts';
import { FeatureStore } from './features/featureStore.ts';
import { countTasks } from './features/viewTasks.ts';
import { openModel, type OpenedModel } from './prediction/openModel.ts';
import { beginRefinement } from './refinement/beginRefinement.ts';
import { compactWanted } from './refinement/features/compactWanted.ts';
import { ensureCompact } from './refinement/features/ensureCompact.ts';
import { GrabCutPool } from './refinement/grabCut/grabCutPool.ts';
import { Outliner } from './refinement/outlines.ts';
import { loadRefinementOrDiscard } from './refinement/refinementFile.ts';
import { RefinementState } from './refinement/refinementState.ts';
import { RefineProgress } from './refinement/refineProgress.ts';
import { runRounds, type Rounds } from './refinement/rounds.ts';
import { refinementSettings } from './refinement/settings.ts';
import { WatchedImages } from './refinement/watchedImages.ts';
import { balancedSample } from './training/balancedSample.ts';

/** The state after the last whole round, as long as there are rounds to go. */
const CHECKPOINT = 'refinement-checkpoint.safetensors';

const planned = refinementSettings.rounds.length;

interface Files {
  refinement: string;
  checkpoint: string;
}

/**
 * Learns to refine the boxes of a model, round by round. Interrupted at any moment and called again with the same request,
 * it goes on after its last whole round and ends with the same refinement as one that was not interrupted; once finished,
 * it only says so again. Stopped by `context.stop` it ends with the refinement of its last whole round, or with none, and a
 * later call goes on from there.
 *
 * @throws BoxwrightError `cancelled`; `no-model`; `unreadable-image` when no image can be read; `resource-damaged` for the
 *   backbone, the basis or cached features. A damaged refinement or checkpoint is made anew.
 */
export async function refineModel(
  request: RefineRequest,
  context: EngineContext = {},
): Promise<RefineResult> {
  const { modelFolder } = request;
  const files = { refinement: join(modelFolder, REFINEMENT_FILE), checkpoint: join(modelFolder, CHECKPOINT) };
  const earlier = earlierState(files);
  const wasRefined = earlier !== null && earlier.losses.length >= planned;
  const losses = wasRefined ? earlier.losses : await goOn(request, earlier, files, context);
  if (wasRefined) earlier.dispose();
  if (existsSync(files.checkpoint)) renameSync(files.checkpoint, files.refinement);
  return { wasRefined, rounds: losses.map((loss) => ({ loss })), planned };
}

/** What an earlier call has come to: its checkpoint is ahead of what one that was stopped has left beside the model. */
function earlierState({ refinement, checkpoint }: Files): RefinementState | null {
  const state = RefinementState.restore(loadRefinementOrDiscard(checkpoint));
  return state ?? RefinementState.restore(loadRefinementOrDiscard(refinement));
}

/** @returns mean loss of each whole round by now. */
async function goOn(
  request: RefineRequest,
  earlier: RefinementState | null,
  { checkpoint }: Files,
  context: EngineContext,
): Promise<number[]> {
  let state = earlier;
  const model = openModel(request.modelFile);
  const pool = new GrabCutPool();
  try {
    const inner = untilStopped(context);
    const rounds = await prepare(request, model, new Outliner(pool), inner);
    state ??= await beginRefinement(rounds, inner);
    await runRounds(rounds, state, checkpoint, inner);
  } catch (error) {
    if (!isStop(error, context)) throw error;
  } finally {
    model.head.dispose();
    state?.dispose();
    await pool.close();
  }
  return state?.losses ?? [];
}

/** Looks at all that is learned from, so that the rounds read no features from images any more. */
async function prepare(
  { images, seed, cacheFolder, sampleIds = [] }: RefineRequest,
  model: OpenedModel,
  outliner: Outliner,
  context: EngineContext,
): Promise<Rounds> {
  const store = new FeatureStore(cacheFolder, model.description.padding);
  const sample = balancedSample(images, refinementSettings.trainingImages);
  const { missing } = countTasks(sample, () => compactWanted, store);
  const progress = new RefineProgress(sample.length, missing, context);
  const readable = await ensureCompact(sample, store, stageNames.refine, progress.of('look'));
  if (readable.length === 0) {
    const message = 'None of the images could be read. Are they still where they were?';
    throw new BoxwrightError('unreadable-image', message);
  }
  const shown = new Set(sampleIds);
  const samples = images.filter(({ id }) => shown.has(id));
  const watched = await WatchedImages.read(samples, model, store, context);
  return { images: readable, watched, store, outliner, seed, progress };
}

/** A round that is stopped on the way comes to nothing: until then a stop is a cancel. */
function untilStopped(context: EngineContext): EngineContext {
  const signals = [context.signal, context.stop].filter((signal) => signal !== undefined);
  return signals.length === 0 ? context : { ...context, signal: AbortSignal.any(signals) };
}

function isStop(error: unknown, { signal, stop }: EngineContext): boolean {
  const isCancelled = error instanceof BoxwrightError && error.code === 'cancelled';
  return isCancelled && stop?.aborted === true && signal?.aborted !== true;
}
