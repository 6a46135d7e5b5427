/** Whether the reviewed boxes can support a promise of what lies above a bar, and which. */
import { BARS, barOf, intervalAt } from './promise.ts';
import type { Interval, PromiseTable } from './promise.ts';
import { LEAST_ABOVE, LEAST_REVIEWED, WIDEST_INTERVAL } from './settings.ts';

export type Verdict =
  /** Of a share of right boxes within `interval`, in per cent. */
  | { kind: 'promise'; interval: Interval }
  /** `missing` more boxes have to be reviewed before anything is said. */
  | { kind: 'review-more'; missing: number }
  /** Hardly any reviewed box is as sure as these, or none is in the surer, or the less sure, half of their range. */
  | { kind: 'none-near' }
  /** What is known leaves too wide an interval. */
  | { kind: 'too-wide' }
  /** There is no box above the bar. */
  | { kind: 'empty' };

/** How many agreements lie at or above each bar. */
export function countsAbove(agreements: ArrayLike<number>): Int32Array {
  const counts = new Int32Array(BARS);
  for (let i = 0; i < agreements.length; i += 1) counts[Math.max(0, barOf(agreements[i]!))]! += 1;
  for (let bar = BARS - 2; bar >= 0; bar -= 1) counts[bar]! += counts[bar + 1]!;
  return counts;
}

/** @param reviewed counts of reviewed boxes at or above each bar, of `countsAbove`. */
export function verdictAt(table: PromiseTable, reviewed: Int32Array, bar: number): Verdict {
  const missing = LEAST_REVIEWED - reviewed[0]!;
  if (missing > 0) return { kind: 'review-more', missing };
  const interval = intervalAt(table, bar);
  if (interval === null) return { kind: 'empty' };
  if (!isSupported(table.counts, reviewed, bar)) return { kind: 'none-near' };
  if (interval.high - interval.low > 100 * WIDEST_INTERVAL) return { kind: 'too-wide' };
  return { kind: 'promise', interval };
}

function isSupported(counts: Int32Array, reviewed: Int32Array, bar: number): boolean {
  let median = bar;
  while (median < BARS - 1 && counts[median + 1]! >= counts[bar]! / 2) median += 1;
  const lesser = reviewed[bar]! - (reviewed[median + 1] ?? 0);
  return reviewed[bar]! >= LEAST_ABOVE && lesser > 0 && reviewed[median]! > 0;
}
