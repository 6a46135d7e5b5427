/** Which photos are shown before the training has boxes for any. */

/** Positions of `count` of `total` photos, evenly spread: the list is in order of class, so each class has its share. */
export function spread(total: number, count: number): number[] {
  const shown = Math.min(total, count);
  return Array.from({ length: shown }, (_, index) => Math.floor(((index + 0.5) * total) / shown));
}
