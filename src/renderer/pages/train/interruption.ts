/** What is said of a training that ended before its last epoch. */
import type { RunView, TrainOverview } from '../../../shared/appDomain.ts';
import type { JobRecord } from '../../../shared/jobs.ts';
import { countWords } from '../../state/wording.ts';
import { recipeWords } from './recipeWords.ts';

export interface Interruption {
  /** `failure`: something went wrong; `pause`: a person stopped it, or the window was closed. */
  tone: 'failure' | 'pause';
  title: string;
  text: string;
  /** What was not lost. */
  safe: string[];
  /** For a report: "name: value" lines. Empty where nothing went wrong. */
  details: string[];
  /** Which run goes on by "Resume training"; null: a new one starts. */
  run: RunView | null;
}

/**
 * @param job the latest training of this session; null where there was none, as after the window was closed.
 * @returns null where nothing was interrupted.
 */
export function interruptionOf(overview: TrainOverview, job: JobRecord | null): Interruption | null {
  const run = overview.resumable;
  const failed = job?.state === 'failed' ? job : null;
  if (!run && !failed) return null;
  const kept = run ? keptWords(run) : 'Images that were looked at are not looked at again.';
  return {
    tone: failed ? 'failure' : 'pause',
    title: failed ? failureTitle(failed) : pauseTitle(run, job),
    text: failed?.error ? `${failed.error.message} ${kept}` : kept,
    safe: safeWords(overview, run),
    details: failed ? detailLines(failed, run) : [],
    run,
  };
}

function failureTitle({ error }: JobRecord): string {
  switch (error?.code) {
    case 'engine-died':
      return 'Training stopped: the engine ended without warning';
    case 'library-died':
      return 'Training stopped: Boxwright had to start anew';
    case 'disk-full':
      return 'Training stopped: the disk is full';
    case 'not-writable':
      return 'Training stopped: a file could not be written';
    case 'unreadable-image':
      return 'Training stopped: images could not be read';
    case 'resource-damaged':
      return 'Training stopped: a file of Boxwright is damaged';
    default:
      return 'Training stopped by an error';
  }
}

function pauseTitle(run: RunView | null, job: JobRecord | null): string {
  const epoch = run && run.epochsDone > 0 ? ` after ${placeOf(run)}` : '';
  // A person stopped it, now or in an earlier session: only such a run has a model before its last epoch.
  if (job?.state === 'cancelled' || run?.hasModel)
    return epoch === '' ? 'Stopped before the first epoch' : `Stopped${epoch}`;
  return `Training was interrupted${epoch}`;
}

/** "epoch 3 of 8"; once all are done, "round 1 of 3". */
function placeOf({ epochsDone, epochs, refinement }: RunView): string {
  const rounds = refinement?.losses.length ?? 0;
  return refinement && rounds > 0
    ? `round ${rounds} of ${refinement.rounds}`
    : `epoch ${epochsDone} of ${epochs}`;
}

function keptWords({ epochsDone, epochs, refinement }: RunView): string {
  const rounds = refinement?.losses.length ?? 0;
  if (rounds > 0) {
    const kept = rounds === 1 ? 'Round 1 of refinement is' : `Rounds 1 to ${rounds} of refinement are`;
    return `${kept} saved and nothing else was lost.`;
  }
  if (refinement && epochs > 0 && epochsDone >= epochs)
    return 'The training is saved and its rough boxes are drawn; only their refinement is left.';
  if (epochsDone === 0) return 'Images that were looked at are kept: resuming goes on from there.';
  const kept = epochsDone === 1 ? 'Epoch 1 is' : `Epochs 1 to ${epochsDone} are`;
  return `${kept} saved and nothing else was lost.`;
}

function safeWords({ reviewedCount, inUse }: TrainOverview, run: RunView | null): string[] {
  const safe: string[] = [];
  if (run && run.epochsDone > 0) safe.push(`Checkpoint of ${placeOf(run)}`);
  else safe.push('What was learned of images that were looked at');
  safe.push(
    reviewedCount > 0
      ? `All ${countWords(reviewedCount, 'reviewed box', 'reviewed boxes')}`
      : 'All your images',
  );
  if (inUse !== null) safe.push(`Run ${inUse} is still the model in use`);
  return safe;
}

function detailLines(job: JobRecord, run: RunView | null): string[] {
  const { error, now } = job;
  const stage = now
    ? `${now.stage}, ${now.done} of ${now.total ?? 'an unknown number'}`
    : 'before the first stage';
  const which = run ? `run ${run.id}, ${recipeWords[run.recipe].title}, ${placeOf(run)} done` : 'no run yet';
  return [
    `code: ${error?.code ?? 'unknown'}`,
    `job: ${job.title}, ${which}`,
    `stage: ${stage}`,
    `message: ${error?.message ?? ''}`,
    ...(error?.details ?? '').split('\n').filter((line) => line.trim() !== ''),
  ];
}
