/** How fast this machine is at the units of work of a refinement, by the code that does the real work. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { RefinementMeasurement } from '../../../shared/engine.ts';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { throwIfCancelled } from '../../../shared/errors.ts';
import { stageNames } from '../../../shared/stages.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';
import { CHANNELS } from '../features/featureStore.ts';
import { adamW } from './adamW.ts';
import { untaughtHead } from './beginRefinement.ts';
import { CloserLook } from './closerLook.ts';
import type { CompactFeatures } from './features/compactFeatures.ts';
import { GrabCutPool } from './grabCut/grabCutPool.ts';
import { headStep, type ForegroundExample } from './headTraining.ts';
import { inParallel } from './inParallel.ts';
import { joinCompact } from './joinCompact.ts';
import { Outliner, type OutlineSettings } from './outlines.ts';
import { probabilityMaps } from './probabilityMaps.ts';
import { refinementSettings } from './settings.ts';
import { headGrid } from './targetGrid.ts';
import { TRIMAP } from './trimap.ts';

/** Of each kind of work, after one that is not timed. */
const REPETITIONS = 3;
/** Photographs that are cut in one repetition. */
const PHOTOS = 6;

/**
 * @param views compact features of real images, those of one step; repeated where there are fewer.
 * @param images that can be read.
 */
export async function measureRefinement(
  views: readonly CompactFeatures[],
  images: readonly EngineImage[],
  context: EngineContext,
): Promise<RefinementMeasurement> {
  const { batchSize } = refinementSettings.training;
  const batch = joinCompact(Array.from({ length: batchSize }, (_, i) => views[i % views.length]!));
  const head = untaughtHead([batch], 1);
  const optimiser = adamW(head.variables);
  const pool = new GrabCutPool();
  try {
    const reader = { batch: () => batch };
    const step = () => void headStep({ head, optimiser, reader }, examples(batchSize), 1e-3, () => 0.5);
    const maps = () => {
      const image = { width: 1000, height: 1000 };
      for (const map of probabilityMaps(head, batch)) thetaBox(map, refinementSettings.threshold, image);
    };
    const outliner = new Outliner(pool);
    return {
      perStep: await timed(step, context),
      perMap: perUnit(await timed(maps, context), batchSize),
      perSeed: sums(
        await looking(images, context),
        await cutting(outliner, images, refinementSettings.seeds.grabCut, context),
      ),
      perOutline: await cutting(outliner, images, refinementSettings.masks.grabCut, context),
    };
  } finally {
    head.dispose();
    optimiser.dispose();
    await pool.close();
  }
}

function examples(count: number) {
  const example: ForegroundExample = {
    contentHash: '',
    target: new Uint8Array(headGrid.cells ** 2).fill(128),
    weight: 1,
  };
  return Array.from({ length: count }, () => ({ example, mirrored: false }));
}

/** A disc of which the middle is sure, in surroundings of which the corners are: about as much is open as in real ones. */
function discTrimap(side: number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const radius = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side / 2) / side;
    if (radius < 0.1) return TRIMAP.foreground;
    if (radius < 0.3) return TRIMAP.probableForeground;
    return radius < 0.45 ? TRIMAP.probableBackground : TRIMAP.background;
  });
}

/** Seconds of the closer look at one image each time. */
async function looking(images: readonly EngineImage[], context: EngineContext): Promise<number[]> {
  const nothing = { mean: new Float32Array(CHANNELS), direction: new Float32Array(CHANNELS) };
  const closer = new CloserLook(nothing, 'edge');
  const photos = images.slice(0, PHOTOS);
  try {
    return perUnit(await timed(() => closer.maps(photos), context), photos.length);
  } finally {
    closer.dispose();
  }
}

function sums(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value + b[i]!);
}

/** Seconds of the outline of one image each time. */
async function cutting(
  outliner: Outliner,
  images: readonly EngineImage[],
  settings: OutlineSettings,
  context: EngineContext,
): Promise<number[]> {
  const trimaps = [discTrimap(settings.size)];
  const photos = images.slice(0, PHOTOS);
  const work = () =>
    inParallel(photos, outliner.width, ({ path }) => outliner.cut(path, trimaps, settings), context.signal);
  return perUnit(await timed(work, context), photos.length);
}

function perUnit(seconds: readonly number[], units: number): number[] {
  return seconds.map((each) => each / units);
}

/** Seconds of each repetition. */
async function timed(work: () => unknown, { signal, onEvent }: EngineContext): Promise<number[]> {
  const seconds: number[] = [];
  for (let i = 0; i <= REPETITIONS; i += 1) {
    throwIfCancelled(signal);
    await yieldToEvents();
    const started = performance.now();
    await work();
    if (i > 0) seconds.push((performance.now() - started) / 1000);
    onEvent?.({ kind: 'progress', stage: stageNames.refine, done: i, total: REPETITIONS });
  }
  return seconds;
}
