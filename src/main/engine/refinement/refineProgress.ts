/** The steps of a refinement as one stage that moves evenly. */
import type { EngineContext, EngineEvent } from '../../../shared/engineEvents.ts';
import type { StagePlan } from '../../../shared/jobs.ts';
import { JobTracker } from '../../../shared/jobTracker.ts';
import { stageNames } from '../../../shared/stages.ts';
import { refinementSettings } from './settings.ts';
import { stepsOfRound } from './workCounts.ts';

/** Seconds of each unit on two cores: only their ratios matter. */
const SECONDS = { view: 0.055, seed: 0.15, map: 0.012, outline: 0.06, step: 0.35 };
/** Progress is told in hundredths. */
const PARTS = 100;

export type RefineStep = 'look' | 'seeds' | `maps ${number}` | `outlines ${number}` | `train ${number}`;

const notes: Readonly<Record<string, string>> = {
  look: 'looking at images',
  seeds: 'first outlines',
  maps: 'looking again',
  outlines: 'outlines',
  train: 'learning',
};

/** @param images that are learned from; @param missing views of them that are still to be looked at. */
function planOf(images: number, missing: number): StagePlan[] {
  const rounds = refinementSettings.rounds.map((_, i) => i + 1);
  return [
    { name: 'look', weight: missing * SECONDS.view },
    { name: 'seeds', weight: images * SECONDS.seed },
    ...rounds.flatMap((round) => [
      ...(round === 1
        ? []
        : [
            { name: `maps ${round}`, weight: images * SECONDS.map },
            { name: `outlines ${round}`, weight: images * SECONDS.outline },
          ]),
      { name: `train ${round}`, weight: stepsOfRound(round, images) * SECONDS.step },
    ]),
  ];
}

export class RefineProgress {
  readonly #tracker: JobTracker;
  readonly #context: EngineContext;

  constructor(images: number, missing: number, context: EngineContext) {
    this.#tracker = new JobTracker(planOf(images, missing), 0);
    this.#context = context;
  }

  /** The context for one step: what it reports as its progress is told as a part of the whole. */
  of(step: RefineStep): EngineContext {
    const onEvent = (event: EngineEvent) => {
      if (event.kind === 'progress') this.#tell(step, event.done, event.total, event.note);
      else this.#context.onEvent?.(event);
    };
    return { ...this.#context, onEvent };
  }

  #tell(step: RefineStep, done: number, total: number | null, said: string | undefined): void {
    const { fraction } = this.#tracker.report({ stage: step, done, total }, 0);
    const [what = '', round] = step.split(' ');
    const note = said ?? `${round === undefined ? '' : `round ${round}, `}${notes[what] ?? what}`;
    const hundredths = Math.floor(fraction * PARTS);
    this.#context.onEvent?.({
      kind: 'progress',
      stage: stageNames.refine,
      done: hundredths,
      total: PARTS,
      note,
    });
  }
}
