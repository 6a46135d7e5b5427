/** Sentences of the Train screen. */
import type {
  LiveTraining,
  RefinementView,
  RunView,
  TrainEstimate,
  TrainOverview,
} from '../../../shared/appDomain.ts';
import type { JobRecord, StageProgress } from '../../../shared/jobs.ts';
import { stageNames } from '../../../shared/stages.ts';
import type { StagePart } from '../../components/stageBar.ts';
import { clockWords, countWords, spanWords } from '../../state/wording.ts';
import { recipeWords } from './recipeWords.ts';

/** A piece of a sentence; `strong` ones are what a person looks for, `faint` ones what they may pass over. */
export interface SentencePiece {
  text: string;
  look?: 'strong' | 'faint';
}

export interface Basis {
  /** Such as "CPU, 2 threads"; null while it is not known. */
  device: string | null;
  /** Whether it was measured a moment ago. */
  isFresh: boolean;
}

/** "978 images of 6 classes". */
export function subjectWords({ imageCount, classCount }: TrainOverview): string {
  return `${countWords(imageCount, 'image')} of ${countWords(classCount, 'class', 'classes')}`;
}

/**
 * What a training will do and how long that takes.
 *
 * @param plan `rounds` of refinement; null: boxes are not refined.
 * @param estimate null while this machine is not measured yet.
 */
export function planSentence(
  overview: TrainOverview,
  plan: { trains: string; epochs: number; rounds: number | null },
  estimate: TrainEstimate | null,
  { device, isFresh }: Basis,
): SentencePiece[] {
  const images = countWords(estimate?.images ?? overview.imageCount, 'image');
  const pieces: SentencePiece[] = [
    { text: `${plan.trains} for ` },
    { text: countWords(estimate?.epochs ?? plan.epochs, 'epoch'), look: 'strong' },
    ...(plan.rounds === null
      ? []
      : ([
          { text: ', learns in ' },
          { text: countWords(plan.rounds, 'round'), look: 'strong' },
          { text: ' where the objects end' },
        ] as const)),
    { text: ', then draws one box on each of ' },
    { text: images, look: 'strong' },
    { text: '. ' },
  ];
  if (!estimate) return pieces;
  const measured = isFresh ? 'measured just now' : 'measured';
  pieces.push(
    { text: `About ${spanWords(estimate.seconds)}`, look: 'strong' },
    { text: ` on this computer${machineWords(device)}, ${measured} on ${estimate.basis}.` },
  );
  const spread = spreadWords(estimate.low, estimate.high);
  if (spread !== '') pieces.push({ text: ` ${spread}`, look: 'faint' });
  return pieces;
}

/** "’s CPU with 2 threads" of "CPU, 2 threads", to follow "this computer"; empty where nothing is known. */
export function machineWords(device: string | null): string {
  if (device === null || device === '') return '';
  const [kind, ...rest] = device.split(', ');
  return rest.length === 0 ? `’s ${kind}` : `’s ${kind} with ${rest.join(', ')}`;
}

/** "Between 12 and 17 min."; empty where both ends are the same once they are rounded. @param low, high seconds. */
export function spreadWords(low: number, high: number): string {
  const [from, to] = [spanWords(low), spanWords(high)];
  if (from === to) return '';
  const [number, unit, ...more] = from.split(' ');
  const [, unitTo, ...moreTo] = to.split(' ');
  const sameUnit = unit === unitTo && more.length === 0 && moreTo.length === 0;
  return `Between ${sameUnit ? number : from} and ${to}.`;
}

/** The stages of an estimate, each with its time. */
export function estimateParts({ stages, epochs }: TrainEstimate, rounds: number | null): StagePart[] {
  return stages.map(({ name, seconds }) => ({
    name: stageTitle(name, { epochs, rounds }),
    weight: seconds,
    fraction: 0,
    state: 'waiting',
    // What was looked at before is kept.
    note: seconds < 0.5 && name === stageNames.features ? 'done' : spanWords(seconds),
  }));
}

/** How often a training goes over the images; null: it is not known, or it does not. */
interface Passes {
  epochs: number | null;
  rounds: number | null;
}

/** The stages of a job as far as they are. */
export function jobParts(job: JobRecord, passes: Passes): StagePart[] {
  const at = job.stages.findIndex(({ name }) => name === job.now?.stage);
  const hasEnded = job.state === 'failed' || job.state === 'cancelled';
  return job.stages.map(({ name, weight, fraction }, index) => {
    const isOver = job.state === 'succeeded' || index < at;
    const isNow = index === at && job.state !== 'succeeded';
    const state = isOver ? 'done' : isNow ? (hasEnded ? 'failed' : 'running') : 'waiting';
    return {
      name: stageTitle(name, passes),
      weight,
      fraction: isOver ? 1 : fraction,
      state,
      ...(isNow ? { note: `${Math.floor(fraction * 100)} %` } : {}),
    };
  });
}

/** "Train 8 epochs", "Refine 3 rounds"; all others as they are called. */
function stageTitle(name: string, { epochs, rounds }: Passes): string {
  if (name === stageNames.train && epochs !== null) return `Train ${countWords(epochs, 'epoch')}`;
  return name === stageNames.refine && rounds !== null ? `Refine ${countWords(rounds, 'round')}` : name;
}

/** What a running training does now. */
export function runningHeadline(job: JobRecord, live: LiveTraining | null): string {
  if (job.state === 'cancelling') return 'Stopping';
  if (job.state === 'queued') return 'Waiting for its turn';
  if (!job.now) return 'Starting';
  return passHeadline(job.now.stage, live) ?? countHeadline(job.now);
}

/** Of a stage that goes over the images again and again. */
function passHeadline(stage: string, live: LiveTraining | null): string | null {
  if (stage === stageNames.train)
    return live ? `Training, epoch ${currentEpoch(live)} of ${live.epochs}` : 'Training';
  if (stage !== stageNames.refine) return null;
  const { refinement } = live ?? {};
  const round = refinement ? `, round ${currentRound(refinement)} of ${refinement.rounds}` : '';
  return `Refining boxes${round}`;
}

/** Of a stage that counts. */
function countHeadline({ stage, done, total }: StageProgress): string {
  const names: Record<string, string> = {
    [stageNames.features]: 'Looking at images',
    [stageNames.rough]: 'Finding rough boxes',
    [stageNames.predict]: 'Finding boxes',
  };
  const name = names[stage] ?? stage;
  if (!total) return name;
  // Some images are looked at twice, whole and in part, so these are not counts of images.
  const views = stage === stageNames.features ? ' views' : '';
  return `${name}, ${done.toLocaleString('en')} of ${total.toLocaleString('en')}${views}`;
}

/** 1-based number of the epoch that runs. */
export function currentEpoch({ history, epochs }: LiveTraining): number {
  return Math.min(history.length + 1, epochs);
}

/** 1-based number of the round that runs. */
export function currentRound({ losses, rounds }: RefinementView): number {
  return Math.min(losses.length + 1, rounds);
}

/** The pass over the images that runs: an epoch, or, when those are done, a round of refinement. */
export function currentPass(live: LiveTraining) {
  const { history, epochs, refinement } = live;
  if (!refinement || history.length < epochs)
    return { title: 'Epoch', now: currentEpoch(live), of: epochs, done: history.length, figures: '' };
  const { losses, rounds } = refinement;
  const latest = losses.at(-1);
  const figures = latest === undefined ? '' : `, loss ${latest.toFixed(2)}`;
  return { title: 'Round', now: currentRound(refinement), of: rounds, done: losses.length, figures };
}

/** "Stage 2 of 3"; empty before the first stage. */
export function stageOfStages({ stages, now }: JobRecord): string {
  const at = stages.findIndex(({ name }) => name === now?.stage);
  return at < 0 ? '' : `Stage ${at + 1} of ${stages.length}`;
}

/** "about 5 min". @param seconds null while it cannot be told. */
export function leftWords(seconds: number | null): string {
  if (seconds === null) return 'not known yet';
  return seconds < 5 ? 'a few seconds' : `about ${spanWords(seconds)}`;
}

/** "Quick, 8 epochs, refined", "Quick, stopped at epoch 3 of 8", "Quick, stopped in round 2 of 3". */
export function runWords({ recipe, state, epochsDone, epochs, refinement }: RunView): string {
  const title = recipeWords[recipe].title;
  if (state === 'succeeded' && epochsDone >= epochs)
    return `${title}, ${countWords(epochs, 'epoch')}${refinement ? ', refined' : ''}`;
  if (state === 'running') return `${title}, running`;
  const verb = state === 'failed' ? 'failed' : 'stopped';
  if (refinement && epochs > 0 && epochsDone >= epochs)
    return `${title}, ${verb} in round ${currentRound(refinement)} of ${refinement.rounds}`;
  return epochsDone === 0
    ? `${title}, ${verb} before its first epoch`
    : `${title}, ${verb} at epoch ${epochsDone} of ${epochs}`;
}

/** "Today 09:41", "Yesterday", "3 November". @param iso ISO 8601 */
export function dayWords(iso: string, now: Date): string {
  const then = new Date(iso);
  const start = (date: Date): number =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((start(now) - start(then)) / 86_400_000);
  if (days <= 0) return `Today ${clockWords(iso)}`;
  if (days === 1) return 'Yesterday';
  if (days < 7) return then.toLocaleDateString('en', { weekday: 'long' });
  const isThisYear = then.getFullYear() === now.getFullYear();
  return then.toLocaleDateString('en', {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}
