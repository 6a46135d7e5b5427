/** A few images that stand for all. */
import type { ImageRecord } from '../../shared/domain.ts';

/** Up to `count` of the images, the classes taking turns, each class's spread evenly over its order. */
export function spreadOverClasses(images: readonly ImageRecord[], count: number): ImageRecord[] {
  const classes = [...Map.groupBy(images, ({ classId }) => classId).values()];
  const most = Math.min(count, images.length);
  const shares = classes.map(() => 0);
  for (let taken = 0, turn = 0; taken < most; turn += 1) {
    const at = turn % classes.length;
    if ((shares[at] ?? 0) >= (classes[at]?.length ?? 0)) continue;
    shares[at]! += 1;
    taken += 1;
  }
  return classes.flatMap((each, at) => evenly(each, shares[at] ?? 0));
}

function evenly<T>(items: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]!);
}
