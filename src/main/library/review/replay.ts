/** The state of the boxes, built again from what the models gave and what people decided. */
import type { BoxRecord } from '../../../shared/domain.ts';
import type { Decision } from '../store/decisions.ts';

/**
 * The boxes after all of the log, in order of id.
 * @param predictions The unreviewed boxes as models gave them. A box that the log leaves unreviewed counts
 *   only when it is among them: a later run may have replaced it.
 */
export function replay(predictions: Iterable<BoxRecord>, log: Iterable<Decision>): BoxRecord[] {
  const boxes = new Map<number, BoxRecord>();
  for (const box of predictions) boxes.set(box.id, box);
  const given = new Set(boxes.keys());
  for (const { boxId, after } of log) {
    if (after === null) boxes.delete(boxId);
    else boxes.set(boxId, after);
  }
  return [...boxes.values()]
    .filter((box) => box.source !== 'predicted' || box.review !== 'unreviewed' || given.has(box.id))
    .sort((a, b) => a.id - b.id);
}
