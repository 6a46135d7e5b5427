/** The rounds of refinement: outlines from what is known so far, a head that learns them, and again. */
import type { RoundFigures } from '../../../shared/engine.ts';
import type { EngineContext } from '../../../shared/engineEvents.ts';
import type { Start } from './beginRefinement.ts';
import { CompactReader } from './features/compactReader.ts';
import { trainRound, type ForegroundExample } from './headTraining.ts';
import type { Outliner } from './outlines.ts';
import type { RefineProgress } from './refineProgress.ts';
import type { RefinementState } from './refinementState.ts';
import { roundExamples } from './roundExamples.ts';
import { seedExamples } from './seedExamples.ts';
import { refinementSettings } from './settings.ts';
import type { WatchedImages } from './watchedImages.ts';

export interface Rounds extends Start {
  watched: WatchedImages;
  outliner: Outliner;
  progress: RefineProgress;
}

/**
 * Runs the rounds that are left.
 *
 * @param checkpointFile gets the state after each round.
 * @throws BoxwrightError `cancelled`, what was saved then being the last whole round.
 */
export async function runRounds(
  rounds: Rounds,
  state: RefinementState,
  checkpointFile: string,
  context: EngineContext,
): Promise<void> {
  const planned = refinementSettings.rounds.length;
  const reader = new CompactReader(rounds.store);
  tellEarlier(rounds, state, context);
  for (let round = state.losses.length + 1; round <= planned; round += 1) {
    const examples = await examplesOf(round, rounds, state, reader);
    const { head, optimiser } = state;
    const plan = { head, optimiser, examples, reader, round, seed: rounds.seed };
    const result = await trainRound(plan, rounds.progress.of(`train ${round}`));
    if (!result) return;
    state.finishRound(result.loss);
    state.save(checkpointFile);
    tell(round, result, rounds, state, context);
  }
}

/** What the head is to learn in a round. */
function examplesOf(
  round: number,
  { images, store, outliner, progress }: Rounds,
  { head, transform }: RefinementState,
  reader: CompactReader,
): Promise<ForegroundExample[]> {
  if (round > 1) return roundExamples(images, { head, reader, outliner }, progress.of(`outlines ${round}`));
  return seedExamples(images, { transform, store, outliner }, progress.of('seeds'));
}

/** Rounds that an earlier call has done, with the boxes that they came to. */
function tellEarlier(rounds: Rounds, state: RefinementState, context: EngineContext): void {
  state.losses.forEach((loss, i) => {
    if (i + 1 === state.losses.length) tell(i + 1, { loss }, rounds, state, context);
    else sayRound(i + 1, { loss }, context);
  });
}

function tell(
  round: number,
  figures: RoundFigures,
  { watched }: Rounds,
  { head }: RefinementState,
  context: EngineContext,
): void {
  if (context.onEvent) sayRound(round, figures, context, watched.boxes(head));
}

function sayRound(
  round: number,
  { loss }: RoundFigures,
  { onEvent }: EngineContext,
  samples: ReturnType<WatchedImages['boxes']> = [],
): void {
  onEvent?.({ kind: 'refined', round, rounds: refinementSettings.rounds.length, loss, samples });
}
