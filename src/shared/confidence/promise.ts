/**
 * What "accept all above" may promise: how many of the unreviewed boxes at or above a bar are right, as an interval that
 * holds in nine cases of ten. Counted for every bar at once, from the surest box down, so that a slider only looks up.
 */
import { randomStream, shuffled } from '../random.ts';
import { normalQuantile } from './normal.ts';
import { offsetsOf } from './posterior.ts';
import type { Posterior } from './posterior.ts';
import { quickSigmoid } from './quickCurves.ts';
import { scoreOn } from './scale.ts';
import type { Scale } from './scale.ts';
import { DRAWS, INTERVAL_SHARE } from './settings.ts';

/** Bars are 0, 1/100 … 1. */
export const BARS = 101;

/** Unreviewed boxes that a person may accept at one stroke. */
export interface Candidates {
  agreements: ArrayLike<number>;
  classIds: ArrayLike<number>;
}

export interface PromiseTable {
  /** How many candidates lie at or above each bar. */
  counts: Int32Array;
  /** How many of them are right by each draw: its mean and its variance, [bar * DRAWS + draw]. */
  means: Float64Array;
  variances: Float64Array;
}

/** In whole per cent of the boxes, rounded outwards. */
export interface Interval {
  low: number;
  high: number;
}

/** The highest bar that an agreement in [0, 1] reaches. Agreements are kept with 32 bits, and compared so. */
export function barOf(agreement: number): number {
  const near = Math.min(BARS - 1, Math.round(agreement * (BARS - 1)));
  return agreement >= Math.fround(near / (BARS - 1)) ? near : near - 1;
}

export function promiseTable(posterior: Posterior, scale: Scale, candidates: Candidates): PromiseTable {
  const table: PromiseTable = {
    counts: new Int32Array(BARS),
    means: new Float64Array(BARS * DRAWS),
    variances: new Float64Array(BARS * DRAWS),
  };
  for (const [classId, { counts, scores }] of countedByBar(scale, candidates)) {
    const offsets = offsetsOf(posterior, classId);
    counts.forEach((count, bar) => {
      if (count > 0) addCell(table, posterior, offsets, { bar, count, score: scores[bar]! / count });
    });
  }
  addUp(table);
  return table;
}

interface ByBar {
  counts: Int32Array;
  /** Sum of the scores of those counted. */
  scores: Float64Array;
}

function countedByBar(scale: Scale, { agreements, classIds }: Candidates): Map<number, ByBar> {
  const byClass = new Map<number, ByBar>();
  for (let i = 0; i < agreements.length; i += 1) {
    const classId = classIds[i]!;
    let one = byClass.get(classId);
    if (!one) byClass.set(classId, (one = { counts: new Int32Array(BARS), scores: new Float64Array(BARS) }));
    const bar = Math.max(0, barOf(agreements[i]!));
    one.counts[bar]! += 1;
    one.scores[bar]! += scoreOn(scale, agreements[i]!);
  }
  return byClass;
}

function addCell(
  { counts, means, variances }: PromiseTable,
  { levels, slopes }: Posterior,
  offsets: ArrayLike<number>,
  { bar, count, score }: { bar: number; count: number; score: number },
): void {
  counts[bar]! += count;
  for (let draw = 0, at = bar * DRAWS; draw < DRAWS; draw += 1, at += 1) {
    const chance = quickSigmoid(levels[draw]! + offsets[draw]! + slopes[draw]! * score);
    means[at]! += count * chance;
    variances[at]! += count * chance * (1 - chance);
  }
}

/** From what is at each bar to what is at or above it. */
function addUp({ counts, means, variances }: PromiseTable): void {
  for (let bar = BARS - 2; bar >= 0; bar -= 1) {
    counts[bar]! += counts[bar + 1]!;
    for (let at = bar * DRAWS; at < (bar + 1) * DRAWS; at += 1) {
      means[at]! += means[at + DRAWS]!;
      variances[at]! += variances[at + DRAWS]!;
    }
  }
}

/** How far each draw's count lies from its mean, in deviations: the luck of a finite set. */
const luck = shuffled(
  Array.from({ length: DRAWS }, (_, i) => normalQuantile((i + 0.5) / DRAWS)),
  randomStream(1),
);

/** The interval in which the share of right boxes at or above a bar lies; null where there is no box. */
export function intervalAt({ counts, means, variances }: PromiseTable, bar: number): Interval | null {
  const count = counts[bar]!;
  if (count === 0) return null;
  const rights = Float64Array.from(luck, (far, draw) => {
    const at = bar * DRAWS + draw;
    const right = Math.round(means[at]! + far * Math.sqrt(variances[at]!));
    return Math.min(count, Math.max(0, right));
  }).sort();
  const tail = (1 - INTERVAL_SHARE) / 2;
  const share = (place: number) => (100 * rights[place]!) / count;
  return {
    low: Math.floor(share(Math.floor(tail * DRAWS))),
    high: Math.ceil(share(DRAWS - 1 - Math.floor(tail * DRAWS))),
  };
}

/** Mean and nine-tenths interval of the chance that a box of this agreement and class is right, in [0, 1]. */
export function chanceOf(
  posterior: Posterior,
  score: number,
  classId: number,
): { mean: number; low: number; high: number } {
  const offsets = offsetsOf(posterior, classId);
  const chances = posterior.levels
    .map((level, draw) => quickSigmoid(level + offsets[draw]! + posterior.slopes[draw]! * score))
    .sort();
  const tail = Math.floor(((1 - INTERVAL_SHARE) / 2) * DRAWS);
  return {
    mean: chances.reduce((sum, chance) => sum + chance, 0) / DRAWS,
    low: chances[tail]!,
    high: chances[DRAWS - 1 - tail]!,
  };
}
