/** How many scores lie where, and how many lie above a bar. Scores are in [0, 1]. */

/** Counts in bins of equal width; 1 falls in the last. */
export function histogram(scores: Float32Array, bins: number): Int32Array {
  const counts = new Int32Array(bins);
  for (const score of scores) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(score * bins)));
    counts[bin]! += 1;
  }
  return counts;
}

/** Where the scores are that are at least `bar`. */
export function placesAtLeast(scores: Float32Array, bar: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < scores.length; i += 1) if (isAtLeast(scores[i]!, bar)) places.push(i);
  return places;
}

export function countAtLeast(scores: Float32Array, bar: number): number {
  let count = 0;
  for (const score of scores) if (isAtLeast(score, bar)) count += 1;
  return count;
}

/** Scores are kept with 32 bits: 0.82 there is a hair less than the 0.82 of the slider. */
export function isAtLeast(score: number, bar: number): boolean {
  return score >= Math.fround(bar);
}
