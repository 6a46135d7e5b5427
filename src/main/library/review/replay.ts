/** The state of the boxes, built again from what the models gave and what people decided. */
import type { BoxRecord } from '../../../shared/domain.ts';
import type { Decision } from '../store/decisions.ts';

/**
 * The boxes after all of the log, in order of id, each with its own class (merged classes are not looked at).
 * @param predictions The unreviewed boxes as models, or the present theta, gave them. What the log leaves unreviewed is
 *   as it is among them, and is no more when it is not: a later run may have replaced it.
 */
export function replay(predictions: Iterable<BoxRecord>, log: Iterable<Decision>): BoxRecord[] {
  const boxes = new Map<number, BoxRecord>();
  for (const box of predictions) boxes.set(box.id, box);
  const given = new Map(boxes);
  for (const { boxId, after } of log) {
    if (after === null) boxes.delete(boxId);
    else boxes.set(boxId, after);
  }
  return [...boxes.values()]
    .map((box) => (box.source === 'predicted' && box.review === 'unreviewed' ? given.get(box.id) : box))
    .filter((box) => box !== undefined)
    .sort((a, b) => a.id - b.id);
}
