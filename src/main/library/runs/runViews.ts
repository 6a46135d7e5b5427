/** Training runs as a person sees them, and which of them can be used or taken up again. */
import { z } from 'zod';
import type { RunView } from '../../../shared/appDomain.ts';
import type { RunRecord } from '../../../shared/domain.ts';
import type { TimedRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/** What is read of a run's summary; whatever is not as expected counts as not there. */
const summarySchema = z.object({
  history: z
    .array(z.object({ loss: z.number(), accuracy: z.number() }))
    .optional()
    .catch(undefined),
  epochsDone: z.int().optional().catch(undefined),
  epochs: z.int().optional().catch(undefined),
  hasModel: z.boolean().optional().catch(undefined),
  refinement: z
    .object({ losses: z.array(z.number()), isUsed: z.boolean() })
    .optional()
    .catch(undefined),
});

const paramsSchema = z.object({
  epochs: z.int().optional().catch(undefined),
  /** Of a run that refines its boxes. */
  refinement: z.object({ rounds: z.int() }).optional().catch(undefined),
});

export function viewOf(run: TimedRun): RunView {
  const { history = [], epochsDone = history.length, epochs, refinement } = summarySchema.parse(run.summary);
  const losses = refinement?.losses ?? [];
  const params = paramsSchema.parse(run.params);
  const planned = epochs ?? params.epochs ?? epochsDone;
  const { id, recipe, seed, state, startedAt, finishedAt } = run;
  const facts = { id, recipe, seed, state, startedAt, finishedAt };
  return {
    ...facts,
    ...{ epochsDone, epochs: planned, history },
    hasModel: hasModel(run),
    refinement: params.refinement ? { rounds: params.refinement.rounds, losses } : null,
  };
}

/** The setting that names the run whose model draws boxes. */
const modelKey = 'model-run';

/** From now on boxes are drawn with the model of this run. */
export function useModelOf(store: Store, runId: number): void {
  store.settings.write(modelKey, runId);
}

/** The run that was chosen last, or else the latest that has a model. */
export function modelRun(store: Store): RunRecord | undefined {
  const withModel = store.runs.list().filter(hasModel);
  const chosen = store.settings.read(modelKey);
  return withModel.find(({ id }) => id === chosen) ?? withModel.at(-1);
}

export function resumableRun(store: Store): RunView | null {
  const last = store.runs.listTimed().at(-1);
  if (last === undefined || last.state === 'succeeded') return null;
  const view = viewOf(last);
  return isWhole(view) ? null : view;
}

/** Whether the boxes of the run's model are refined ones. */
export function isRefined({ summary }: RunRecord): boolean {
  return summarySchema.parse(summary).refinement?.isUsed === true;
}

/** Whether no epoch and no round is left to go. */
function isWhole({ epochs, epochsDone, refinement }: RunView): boolean {
  if (epochs === 0 || epochsDone < epochs) return false;
  return refinement === null || refinement.losses.length >= refinement.rounds;
}

function hasModel({ state, summary }: RunRecord): boolean {
  return state === 'succeeded' || summarySchema.parse(summary).hasModel === true;
}
