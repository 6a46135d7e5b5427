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
});

const paramsSchema = z.object({ epochs: z.int().optional().catch(undefined) });

export function viewOf(run: TimedRun): RunView {
  const { history = [], epochsDone = history.length, epochs } = summarySchema.parse(run.summary);
  const planned = epochs ?? paramsSchema.parse(run.params).epochs ?? epochsDone;
  const { id, recipe, seed, state, startedAt, finishedAt } = run;
  const facts = { id, recipe, seed, state, startedAt, finishedAt };
  return { ...facts, epochsDone, epochs: planned, hasModel: hasModel(run), history };
}

export function modelRun(store: Store): RunRecord | undefined {
  return store.runs.list().findLast(hasModel);
}

export function resumableRun(store: Store): RunView | null {
  const last = store.runs.listTimed().at(-1);
  if (last === undefined || last.state === 'succeeded') return null;
  const view = viewOf(last);
  return view.epochs === 0 || view.epochsDone < view.epochs ? view : null;
}

function hasModel({ state, summary }: RunRecord): boolean {
  return state === 'succeeded' || summarySchema.parse(summary).hasModel === true;
}
