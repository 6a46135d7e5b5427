/** Sums over the boxes of each state of review. */

/** How many boxes a person has decided on. */
export function reviewedOf(counts: { accepted: number; edited: number; rejected: number }): number {
  return counts.accepted + counts.edited + counts.rejected;
}

/** A part of a whole as a CSS width; a whole of nothing has no parts. */
export function shareOf(part: number, total: number): string {
  return `${total > 0 ? (100 * part) / total : 0}%`;
}
