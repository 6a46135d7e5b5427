/** What people's reviews teach the model: images with the boxes that they are said to have. */
import type { BoxRecord, ImageRecord } from '../../../shared/domain.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { FirstLooks } from '../confidence/firstLooks.ts';
import type { Store } from '../store/store.ts';

export interface Lesson {
  imageId: number;
  boxes: Box[];
}

/**
 * The boxes that a person looked at and kept, as they were or put right, and those that one drew. Boxes that were accepted
 * together with those of other images were looked at by nobody: of them the model would only learn its own mistakes.
 */
export function keptBoxes(store: Store, looks: FirstLooks): BoxRecord[] {
  looks.read(store.reviewed.linesAfter(looks.lastId));
  const accepted = store.boxes
    .list({ review: 'accepted' })
    .filter(({ id, source }) => source !== 'predicted' || looks.of(id)?.isInBulk === false);
  return [...accepted, ...store.boxes.list({ review: 'edited' })];
}

/**
 * Image by image, in order of their ids. Boxes of another class than the image's are left out where there is one of its own:
 * the image is about that.
 */
export function lessonsFrom(
  kept: readonly BoxRecord[],
  classOf: (imageId: number) => number | undefined,
): Lesson[] {
  return [...Map.groupBy(kept, ({ imageId }) => imageId)]
    .map(([imageId, boxes]) => {
      const own = boxes.filter(({ classId }) => classId === classOf(imageId));
      const counting = own.length > 0 ? own : boxes;
      return { imageId, boxes: counting.map(({ x, y, w, h }) => ({ x, y, w, h })) };
    })
    .sort((a, b) => a.imageId - b.imageId);
}

/** Images whose boxes a model gave and nobody has looked at. */
export function untouchedImages(store: Store, images: readonly ImageRecord[]): ImageRecord[] {
  const open = new Set<number>();
  const decided = new Set<number>();
  for (const { imageId, source, review } of store.boxes.list()) {
    const isOpen = source === 'predicted' && review === 'unreviewed';
    (isOpen ? open : decided).add(imageId);
  }
  return images.filter(({ id }) => open.has(id) && !decided.has(id));
}
