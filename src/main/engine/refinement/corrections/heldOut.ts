/** Corrected images that nothing is learned from, so that they can tell which threshold is best. */
import { refinementSettings } from '../settings.ts';

/**
 * One of four of them, where there are enough. Their bytes alone decide which (the smallest hashes): the same from one
 * learning to the next, as far as they can be.
 */
export function heldOutOf<I extends { contentHash: string }>(images: readonly I[]): I[] {
  const { from, oneOf } = refinementSettings.corrections.threshold;
  if (images.length < from) return [];
  const sorted = images.toSorted((a, b) => (a.contentHash < b.contentHash ? -1 : 1));
  return sorted.slice(0, Math.floor(images.length / oneOf));
}
