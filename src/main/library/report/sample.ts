/** Which images a page shows: all, or an even, repeatable choice when there are too many. */
import { everyBox, selectBoxes } from '../export/select.ts';
import type { ExportSource, ImageWithBoxes } from '../export/source.ts';

export interface ClassGroup {
  classId: number;
  name: string;
  /** Counts of the whole class, shown or not. */
  images: number;
  boxes: number;
  /** Mean confidence of its scored boxes, in [0, 1]; null when none has a score. */
  meanScore: number | null;
  /** Lowest confidence first: what most wants a look. Boxes lie inside their images, rejected ones are gone. */
  shown: ImageWithBoxes[];
}

/** Groups in the user's order of classes with at most `most` images in all; classes without images are left out. */
export function groupByClass(source: ExportSource, most: number): ClassGroup[] {
  const groups = countClasses(source).filter(({ images }) => images > 0);
  const quotas = shareOut(
    groups.map(({ images }) => images),
    most,
  );
  const pickers = new Map(groups.map(({ classId }, index) => [classId, new Picker(quotas[index] ?? 0)]));
  for (const { image, boxes } of source.iterateImagesWithBoxes()) {
    pickers.get(image.classId)?.offer({ image, boxes: selectBoxes(image, boxes, everyBox).boxes });
  }
  for (const group of groups) group.shown = pickers.get(group.classId)?.picked().sort(byConfidence) ?? [];
  return groups;
}

function countClasses(source: ExportSource): ClassGroup[] {
  const classes = source.classes().sort((a, b) => a.position - b.position);
  const tallies = new Map(classes.map(({ id }) => [id, { images: 0, boxes: 0, scored: 0, sum: 0 }]));
  for (const { image, boxes } of source.iterateImagesWithBoxes()) {
    const tally = tallies.get(image.classId);
    if (!tally) continue;
    tally.images += 1;
    for (const { score } of selectBoxes(image, boxes, everyBox).boxes) {
      tally.boxes += 1;
      if (score === null) continue;
      tally.scored += 1;
      tally.sum += score;
    }
  }
  return classes.map(({ id, name }) => {
    const { images = 0, boxes = 0, scored = 0, sum = 0 } = tallies.get(id) ?? {};
    return { classId: id, name, images, boxes, meanScore: scored > 0 ? sum / scored : null, shown: [] };
  });
}

/**
 * Shares `most` among groups of these sizes: small groups whole, the room they leave goes to the others, and
 * every group has at least one.
 */
export function shareOut(sizes: readonly number[], most: number): number[] {
  const quotas = sizes.map(() => 0);
  const smallestFirst = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
  let room = most;
  for (const [place, { size, index }] of smallestFirst.entries()) {
    const fair = Math.max(1, Math.floor(room / (sizes.length - place)));
    quotas[index] = Math.min(size, fair);
    room -= quotas[index];
  }
  return quotas;
}

/** Keeps the images of the smallest content hashes, which is a choice at random that is the same each time. */
class Picker {
  readonly #most: number;
  #kept: ImageWithBoxes[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  offer(entry: ImageWithBoxes): void {
    this.#kept.push(entry);
    if (this.#kept.length > 2 * this.#most) this.#kept = this.picked();
  }

  picked(): ImageWithBoxes[] {
    const byHash = (a: ImageWithBoxes, b: ImageWithBoxes): number =>
      a.image.contentHash < b.image.contentHash ? -1 : 1;
    return [...this.#kept].sort(byHash).slice(0, this.#most);
  }
}

/** Images without a box come first; a box that a person drew counts as certain. */
function confidence({ boxes }: ImageWithBoxes): number {
  return boxes.length === 0 ? -1 : Math.min(...boxes.map(({ score }) => score ?? 1));
}

function byConfidence(a: ImageWithBoxes, b: ImageWithBoxes): number {
  return confidence(a) - confidence(b) || a.image.id - b.image.id;
}
