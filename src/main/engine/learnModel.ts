/** The engine's learning job: a refinement and boxes that people put right in, another refinement out. */
import type { CorrectedImage, LabeledImage, LearnRequest, LearnResult } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { stageNames } from '../../shared/stages.ts';
import { FeatureStore } from './features/featureStore.ts';
import { openModel } from './prediction/openModel.ts';
import { chooseThreshold, type HeldOut } from './refinement/corrections/chooseThreshold.ts';
import { correctedExamples, mapsOf } from './refinement/corrections/correctedExamples.ts';
import { trainOnCorrections } from './refinement/corrections/correctionTraining.ts';
import { heldOutOf } from './refinement/corrections/heldOut.ts';
import { replayedExamples } from './refinement/corrections/replayedExamples.ts';
import { CompactReader } from './refinement/features/compactReader.ts';
import { ensureCompact } from './refinement/features/ensureCompact.ts';
import { GrabCutPool } from './refinement/grabCut/grabCutPool.ts';
import { Outliner } from './refinement/outlines.ts';
import { loadRefinement } from './refinement/refinementFile.ts';
import { RefinementState } from './refinement/refinementState.ts';
import { refinementSettings } from './refinement/settings.ts';
import { balancedSample } from './training/balancedSample.ts';

/**
 * Goes on from a refinement with what people put right, and writes another beside it, whole or not at all. Equal requests
 * give equal files.
 *
 * @throws BoxwrightError `cancelled`; `no-model`, also when there is no refinement to start from; `unreadable-image` when no
 *   corrected image can be read; `resource-damaged`.
 */
export async function learnModel(request: LearnRequest, context: EngineContext = {}): Promise<LearnResult> {
  const { head: ciCam, description } = openModel(request.modelFile);
  ciCam.dispose();
  const state = RefinementState.restore(loadRefinement(request.from));
  if (!state)
    throw new BoxwrightError('no-model', 'These boxes are not refined. Train with refinement first.');
  const pool = new GrabCutPool();
  try {
    const store = new FeatureStore(request.cacheFolder, description.padding);
    const images = await lookAt(request, store, context);
    const reader = new CompactReader(store);
    const tools = { head: state.head, reader, outliner: new Outliner(pool) };
    const corrected = await correctedExamples(images.corrected, tools, context);
    const replayed = await replayedExamples(images.others, tools, context);
    const { optimiser, head } = state;
    const plan = { head, optimiser, corrected, replayed, reader, seed: request.seed };
    const loss = await trainOnCorrections(plan, context);
    const threshold = await thresholdFor(images.heldOut, request.threshold, tools, context);
    state.save(request.to);
    const heldOut = images.heldOut.length;
    return { images: corrected.length + heldOut, heldOut, threshold, loss };
  } finally {
    state.dispose();
    await pool.close();
  }
}

interface Looked {
  corrected: CorrectedImage[];
  heldOut: CorrectedImage[];
  others: LabeledImage[];
}

/** What is learned from, with its compact features at hand. */
async function lookAt(
  { corrected, others }: LearnRequest,
  store: FeatureStore,
  context: EngineContext,
): Promise<Looked> {
  const look = <I extends CorrectedImage | LabeledImage>(images: readonly I[]) =>
    ensureCompact(images, store, stageNames.features, context);
  const readable = await look(corrected);
  if (readable.length === 0) {
    const message = 'None of the images with reviewed boxes could be read. Are they still where they were?';
    throw new BoxwrightError('unreadable-image', message);
  }
  const heldOut = heldOutOf(readable);
  const chosen = replayable(others, store);
  return {
    heldOut,
    corrected: readable.filter((image) => !heldOut.includes(image)),
    others: await look(chosen),
  };
}

/** Of the other images, those that were looked at already, if there are enough. */
function replayable(others: readonly LabeledImage[], store: FeatureStore): LabeledImage[] {
  const { replayedImages } = refinementSettings.corrections;
  const views = [store.compact('full'), store.compact('mirror')];
  const known = others.filter(({ contentHash }) => views.every((cache) => cache.has(contentHash)));
  return balancedSample(known.length >= replayedImages ? known : others, replayedImages);
}

async function thresholdFor(
  images: readonly CorrectedImage[],
  present: number,
  tools: Parameters<typeof mapsOf>[1],
  context: EngineContext,
): Promise<number> {
  const heldOut: HeldOut[] = [];
  for await (const batch of mapsOf(images, tools, context)) heldOut.push(...batch);
  return chooseThreshold(heldOut, present, refinementSettings.corrections.threshold.choices);
}
