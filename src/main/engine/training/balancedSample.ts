/** A part of a big project that stands for the whole. */

export interface Sampled {
  /** SHA-256 of the image. */
  contentHash: string;
  /** Its class; images without are one class. */
  label?: number;
}

/**
 * At most `count` images, with as many of each class as of any other where it has so many. Which ones of a class, their
 * bytes alone decide (the smallest hashes, as good as drawn by lot): so runs with other seeds share what is cached, a few
 * more images in the project change few in the sample, and a small sample is part of every larger one.
 *
 * @returns in the order given; all of them when there are no more than `count`.
 */
export function balancedSample<T extends Sampled>(images: readonly T[], count: number): T[] {
  if (images.length <= count) return [...images];
  const ranked = [...Map.groupBy(images, ({ label }) => label).values()].flatMap((members) =>
    members.toSorted(byHash).map((image, rank) => ({ image, rank })),
  );
  const first = ranked.toSorted((a, b) => a.rank - b.rank || byHash(a.image, b.image)).slice(0, count);
  const chosen = new Set(first.map(({ image }) => image));
  return images.filter((image) => chosen.has(image));
}

function byHash(a: Sampled, b: Sampled): number {
  if (a.contentHash === b.contentHash) return 0;
  return a.contentHash < b.contentHash ? -1 : 1;
}
