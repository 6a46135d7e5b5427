/** Figures that say how good boxes are, and how well their order tells it. */

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of an even count, the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Straight between the values, the least at 0 and the greatest at 1; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? NaN;
  return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? NaN) - low);
}

/** Ranks from 1; equals share the middle of theirs. */
function ranks(values: readonly number[]): number[] {
  const places = Map.groupBy(values.keys(), (at) => values[at]!);
  const result = new Array<number>(values.length);
  let below = 0;
  for (const value of [...places.keys()].sort((a, b) => a - b)) {
    const equals = places.get(value)!;
    for (const at of equals) result[at] = below + (equals.length + 1) / 2;
    below += equals.length;
  }
  return result;
}

/** Spearman's rank correlation in [-1, 1]; NaN where one side is all alike, or there is hardly anything. */
export function spearman(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranks(one), ranks(other)];
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (term: (i: number) => number) => a.reduce((total, _, i) => total + term(i), 0);
  const [varianceA, varianceB] = [sum((i) => (a[i]! - meanA) ** 2), sum((i) => (b[i]! - meanB) ** 2)];
  return sum((i) => (a[i]! - meanA) * (b[i]! - meanB)) / Math.sqrt(varianceA * varianceB);
}

export interface Ordered {
  agreement: number;
  iou: number;
}

/**
 * Share of boxes with IoU >= `standard` among the part `share` of all that comes first by agreement. Of equals at the cut
 * each counts in part, so that it does not matter how they stand; NaN of nothing.
 */
export function shareRight(
  boxes: readonly Ordered[],
  { from, share, standard }: { from: 'best' | 'worst'; share: number; standard: number },
): number {
  const wanted = share * boxes.length;
  const equals = Map.groupBy(boxes, ({ agreement }) => agreement);
  const sign = from === 'best' ? -1 : 1;
  let [taken, right] = [0, 0];
  for (const agreement of [...equals.keys()].sort((a, b) => sign * (a - b))) {
    const group = equals.get(agreement)!;
    const part = Math.min(group.length, wanted - taken);
    right += (part * group.filter(({ iou }) => iou >= standard).length) / group.length;
    taken += part;
    if (taken >= wanted) break;
  }
  return right / wanted;
}
