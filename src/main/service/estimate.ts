/** How long a training would take, from what was measured on this machine and what the project holds. */
import type { TrainEstimate } from '../../shared/appDomain.ts';
import type { RecipeName } from '../../shared/domain.ts';
import type { EngineMeasurement, RecipeFacts } from '../../shared/engine.ts';
import { stageNames } from '../../shared/stages.ts';
import { counted } from './words.ts';

/** What is to be done. */
export interface Workload {
  recipe: RecipeName;
  facts: Pick<RecipeFacts, 'epochs' | 'batchSize'>;
  images: number;
  /** Views that are trained on and, of these, those that the backbone has not seen yet. */
  views: number;
  missing: number;
}

/** One optimiser step is one batch. */
export function stepsOf({ facts, views }: Workload): number {
  return facts.epochs * Math.ceil(views / facts.batchSize);
}

/** Units of each stage, with the seconds that a unit took at each measurement. */
function stagesOf(work: Workload, measured: EngineMeasurement) {
  return [
    {
      name: stageNames.features,
      units: work.missing,
      seconds: measured.perView,
      once: work.missing > 0 ? measured.startup : 0,
    },
    { name: stageNames.train, units: stepsOf(work), seconds: measured.perStep, once: 0 },
    { name: stageNames.predict, units: work.images, seconds: measured.perBox, once: 0 },
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The best guess is the mean of the measurements; low and high are what the fastest and the slowest of them give. */
export function estimate(work: Workload, measured: EngineMeasurement): TrainEstimate {
  const stages = stagesOf(work, measured);
  const whole = (pick: (values: number[]) => number) =>
    stages.reduce((sum, { units, seconds, once }) => sum + once + units * pick(seconds), 0);
  return {
    recipe: work.recipe,
    epochs: work.facts.epochs,
    images: work.images,
    stages: stages.map(({ name, units, seconds, once }) => ({ name, seconds: once + units * mean(seconds) })),
    seconds: whole(mean),
    low: whole((values) => Math.min(...values)),
    high: whole((values) => Math.max(...values)),
    basis: counted(measured.perView.length, 'real batch', 'real batches'),
  };
}

/** What two cores of a common processor take; only the ratios matter, for a machine that was not measured. */
export const typical: EngineMeasurement = { startup: 1, perView: [0.065], perStep: [0.06], perBox: [0.004] };
