/** Moving a class to another place of the person's order. */
import type { ClassRecord } from '../../shared/domain.ts';

/** The list with one class moved to a place, which is brought into range; the same list when nothing moves. */
export function movedTo(classes: ClassRecord[], classId: number, to: number): ClassRecord[] {
  const from = classes.findIndex(({ id }) => id === classId);
  const place = Math.min(Math.max(to, 0), classes.length - 1);
  const moved = classes[from];
  if (!moved || place === from) return classes;
  const others = classes.filter(({ id }) => id !== classId);
  return others.toSpliced(place, 0, moved);
}

/** Numbers the classes by where they stand. */
export function withPositions(classes: readonly ClassRecord[]): ClassRecord[] {
  return classes.map((each, position) => ({ ...each, position }));
}

/**
 * The place that a class dragged to a height drops at.
 *
 * @param middles heights of the middles of all rows, the dragged one among them, from top to bottom
 */
export function placeAt(middles: readonly number[], from: number, y: number): number {
  const above = middles.filter((middle) => middle < y).length;
  return above > from ? above - 1 : above;
}
