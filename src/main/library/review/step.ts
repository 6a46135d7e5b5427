/** What a step of review did to the boxes. */
import type { BoxRecord } from '../../../shared/domain.ts';
import type { Decision } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';

/** Decisions, or an undo or redo of them. */
export interface ReviewStep {
  /** Boxes that were decided on, in order; those that are drawn have got their ids. */
  boxIds: number[];
  /** Images of these boxes, each once, in order. */
  imageIds: number[];
  /** How many boxes the step changed. */
  count: number;
  /** Image of the first box; null when the step changed none. */
  imageId: number | null;
}

export function stepOf(lines: readonly Pick<Decision, 'boxId' | 'imageId'>[]): ReviewStep {
  const imageIds = [...new Set(lines.map(({ imageId }) => imageId))];
  return {
    boxIds: lines.map(({ boxId }) => boxId),
    imageIds,
    count: lines.length,
    imageId: imageIds[0] ?? null,
  };
}

/** Puts a box, given with its own class, in the place of what has its id; null: no box. */
export function setBox(store: Store, boxId: number, box: BoxRecord | null): void {
  if (box === null) store.boxes.remove(boxId);
  else store.boxes.write(box);
}
