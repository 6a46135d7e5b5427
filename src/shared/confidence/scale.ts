/**
 * Agreement on a scale of its own project: the normal score of its rank among all of the project's boxes. What agreement
 * orders carries over from project to project, its level does not; ranks keep the one and drop the other, so that one
 * prior of the slope serves all projects, however their agreements are spread.
 */
import { normalQuantile } from './normal.ts';

export interface Scale {
  /** Agreements, rising. */
  values: Float64Array;
  /** Their normal scores: 0 is the median box, 1 is surer than 84 % of all. */
  scores: Float64Array;
}

/** More knots than this tell nothing that could be seen. */
const MOST_KNOTS = 256;

/** @param agreements of all boxes of the project that have one, in any order; not changed. */
export function scaleOf(agreements: ArrayLike<number>): Scale {
  const sorted = Float64Array.from(agreements).sort();
  const values: number[] = [];
  const scores: number[] = [];
  for (let first = 0; first < sorted.length;) {
    let end = first + 1;
    while (end < sorted.length && sorted[end] === sorted[first]) end += 1;
    values.push(sorted[first]!);
    // Equals share the middle of their ranks.
    scores.push(normalQuantile((first + end) / 2 / sorted.length));
    first = end;
  }
  const kept = thinned(values.length);
  return {
    values: Float64Array.from(kept, (at) => values[at]!),
    scores: Float64Array.from(kept, (at) => scores[at]!),
  };
}

/** Places of at most MOST_KNOTS of `count` entries, evenly spread, the first and the last among them. */
function thinned(count: number): number[] {
  const length = Math.min(count, MOST_KNOTS);
  const step = length > 1 ? (count - 1) / (length - 1) : 0;
  return Array.from({ length }, (_, knot) => Math.round(knot * step));
}

/** Normal score of an agreement, straight between knots, that of the nearest knot beyond them; 0 on an empty scale. */
export function scoreOn({ values, scores }: Scale, agreement: number): number {
  if (values.length === 0) return 0;
  let [low, high] = [0, values.length - 1];
  if (agreement <= values[low]!) return scores[low]!;
  if (agreement >= values[high]!) return scores[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= agreement) low = middle;
    else high = middle;
  }
  const share = (agreement - values[low]!) / (values[high]! - values[low]!);
  return scores[low]! + share * (scores[high]! - scores[low]!);
}
