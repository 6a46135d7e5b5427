/** What the project notes of a run while it goes on, so that it is known after a crash too. */
import { z } from 'zod';
import type { EpochFigures } from '../../shared/appDomain.ts';
import type { RunRecord, RunState } from '../../shared/domain.ts';
import type { RecipeFacts, RefineResult, TrainResult } from '../../shared/engine.ts';
import type { EngineContext, EngineEvent } from '../../shared/engineEvents.ts';
import type { Project } from '../library/project.ts';

/** As an earlier attempt noted it; whatever is not as expected counts as not there. */
const earlierSchema = z.object({
  hasModel: z.boolean().optional().catch(undefined),
  refinement: z
    .object({ losses: z.array(z.number()), isUsed: z.boolean() })
    .optional()
    .catch(undefined),
});

interface Refinement {
  /** Mean loss of each round that is done. */
  losses: number[];
  /** Whether there is a refinement that boxes are drawn with. */
  isUsed: boolean;
}

export class RunNotes {
  readonly #project: Project;
  readonly #run: RunRecord;
  readonly #epochs: number;
  /** null: the run's boxes are not refined. */
  readonly #refinement: Refinement | null;
  #history: EpochFigures[] = [];
  /** One that was stopped and kept has a model, which it still has when going on with it comes to nothing. */
  #hasModel: boolean;

  constructor(project: Project, run: RunRecord, { epochs }: RecipeFacts, refines: boolean) {
    const { hasModel, refinement } = earlierSchema.parse(run.summary);
    this.#project = project;
    this.#run = run;
    this.#epochs = epochs;
    this.#hasModel = hasModel === true;
    this.#refinement = refines ? (refinement ?? { losses: [], isUsed: false }) : null;
  }

  /** The same context, with an ear for the figures of epochs and rounds. */
  hearing(context: EngineContext): EngineContext {
    const onEvent = (event: EngineEvent) => {
      if (this.#hear(event)) this.#note();
      context.onEvent?.(event);
    };
    return { ...context, onEvent };
  }

  /** There is a model now that boxes can be drawn with. */
  trained({ history }: TrainResult): void {
    this.#history = history;
    this.#hasModel = true;
    this.#note();
    this.#project.useModelOf(this.#run.id);
  }

  refined({ rounds }: RefineResult): void {
    if (!this.#refinement) return;
    this.#refinement.losses = rounds.map(({ loss }) => loss);
    this.#refinement.isUsed = rounds.length > 0;
  }

  /** The run came to its end, or was stopped and kept. */
  finish(isWhole: boolean): void {
    this.#project.finishRun(this.#run.id, isWhole ? 'succeeded' : 'cancelled', this.#summary(!isWhole));
    this.#project.useModelOf(this.#run.id);
  }

  /** It was cancelled, or has failed. One that had succeeded before keeps its notes. */
  giveUp(state: RunState): void {
    if (this.#run.state !== 'succeeded')
      this.#project.finishRun(this.#run.id, state, this.#summary(this.#hasModel));
  }

  /** @returns whether there is something to note. */
  #hear(event: EngineEvent): boolean {
    if (event.kind === 'resumed') this.#history = [...event.history];
    else if (event.kind === 'epoch')
      this.#history = [...this.#history, { loss: event.loss, accuracy: event.accuracy }];
    else if (event.kind === 'refined' && this.#refinement)
      this.#refinement.losses = [...this.#refinement.losses.slice(0, event.round - 1), event.loss];
    else return false;
    return true;
  }

  #note(): void {
    if (this.#run.state !== 'succeeded') this.#project.noteRun(this.#run.id, this.#summary(this.#hasModel));
  }

  #summary(hasModel: boolean): Record<string, unknown> {
    return {
      history: this.#history,
      epochsDone: this.#history.length,
      epochs: this.#epochs,
      ...(this.#refinement && { refinement: this.#refinement }),
      ...(hasModel && { hasModel }),
    };
  }
}
