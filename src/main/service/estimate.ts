/** How long a training would take, from what was measured on this machine and what the project holds. */
import type { TrainEstimate } from '../../shared/appDomain.ts';
import type { RecipeName } from '../../shared/domain.ts';
import type { EngineMeasurement, RecipeFacts, RefinementWork, WorkCounts } from '../../shared/engine.ts';
import { stageNames } from '../../shared/stages.ts';
import { counted } from './words.ts';

/** What is to be done. */
export interface Workload extends WorkCounts {
  recipe: RecipeName;
  facts: Pick<RecipeFacts, 'epochs' | 'batchSize' | 'refinement'>;
  images: number;
}

/** One optimiser step is one batch. */
export function stepsOf({ facts, views }: Pick<Workload, 'facts' | 'views'>): number {
  return facts.epochs * Math.ceil(views / facts.batchSize);
}

/** So many units of work that take so long each, at each measurement; and what is spent once. */
interface Part {
  units: number;
  seconds: readonly number[];
  once?: number;
}

interface Stage {
  name: string;
  parts: Part[];
}

function stagesOf(work: Workload, measured: EngineMeasurement): Stage[] {
  const { refinement } = work;
  const boxes = { units: work.images, seconds: measured.perBox };
  const rough = [boxes, { units: work.looks, seconds: measured.perView }];
  const startup = work.missing > 0 ? measured.startup : 0;
  return [
    {
      name: stageNames.features,
      parts: [{ units: work.missing, seconds: measured.perView, once: startup }],
    },
    { name: stageNames.train, parts: [{ units: stepsOf(work), seconds: measured.perStep }] },
    ...(refinement ? refiningStages(refinement, rough, measured) : []),
    {
      name: stageNames.predict,
      parts: refinement ? [boxes, ...finalParts(refinement, work.images, measured)] : rough,
    },
  ];
}

/** Rounds of refinement, before which rough boxes are drawn to look at. */
function refiningStages(
  work: RefinementWork,
  rough: Part[],
  { perView, refinement }: EngineMeasurement,
): Stage[] {
  const parts = [
    { units: work.views, seconds: perView },
    { units: work.seeds, seconds: refinement.perSeed },
    { units: work.outlines, seconds: refinement.perOutline },
    { units: work.steps, seconds: refinement.perStep },
    { units: work.maps, seconds: refinement.perMap },
  ];
  return [
    { name: stageNames.rough, parts: rough },
    { name: stageNames.refine, parts },
  ];
}

/** What is added to drawing rough boxes when they are refined. */
function finalParts(
  { looks }: RefinementWork,
  images: number,
  { perView, refinement }: EngineMeasurement,
): Part[] {
  return [
    { units: looks, seconds: perView },
    // How sure a box is is told from the head as it was after round 1, too.
    { units: 2 * images, seconds: refinement.perMap },
  ];
}

function secondsOf(parts: readonly Part[], pick: (seconds: readonly number[]) => number): number {
  return parts.reduce((sum, { units, seconds, once = 0 }) => sum + once + units * pick(seconds), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The best guess is the mean of the measurements; low and high are what the fastest and the slowest of them give. */
export function estimate(work: Workload, measured: EngineMeasurement): TrainEstimate {
  const stages = stagesOf(work, measured);
  const whole = (pick: (seconds: readonly number[]) => number) =>
    stages.reduce((sum, { parts }) => sum + secondsOf(parts, pick), 0);
  return {
    recipe: work.recipe,
    refine: work.refinement !== null,
    epochs: work.facts.epochs,
    images: work.images,
    stages: stages.map(({ name, parts }) => ({ name, seconds: secondsOf(parts, mean) })),
    seconds: whole(mean),
    low: whole((seconds) => Math.min(...seconds)),
    high: whole((seconds) => Math.max(...seconds)),
    basis: counted(measured.perView.length, 'real batch', 'real batches'),
  };
}

/** What two cores of a common processor take; only the ratios matter, for a machine that was not measured. */
export const typical: EngineMeasurement = {
  startup: 1,
  perView: [0.065],
  perStep: [0.06],
  perBox: [0.004],
  refinement: {
    perSeed: [0.04],
    perOutline: [0.06],
    perStep: [0.35],
    perMap: [0.012],
  },
};
