/** What became of boxes when they were drawn anew. */
import type { BoxRecord } from '../../../shared/domain.ts';
import { iou } from '../../../shared/geometry.ts';
import { FAR_BELOW, MOVED_BELOW, type LearningChanges, type MovedBox } from '../../../shared/learning.ts';

/** Boxes that are shown of those that moved. */
const SHOWN = 60;

/** @param before @param after the boxes that nobody had looked at; those that came or went are not compared. */
export function changesBetween(before: readonly BoxRecord[], after: readonly BoxRecord[]): LearningChanges {
  const earlier = new Map(before.map((box) => [box.id, box]));
  const compared = after.flatMap((box): MovedBox[] => {
    const was = earlier.get(box.id);
    if (!was) return [];
    const { x, y, w, h } = was;
    return [{ boxId: box.id, imageId: box.imageId, before: { x, y, w, h }, iou: iou(was, box) }];
  });
  const moved = compared.filter((each) => each.iou < MOVED_BELOW).sort((a, b) => a.iou - b.iou);
  return {
    boxes: after.length,
    moved: moved.length,
    far: moved.filter((each) => each.iou < FAR_BELOW).length,
    most: moved.slice(0, SHOWN),
  };
}
