/**
 * The boxes of all images as columns of numbers, one slot a box, chained image by image: replacing the boxes of some
 * images touches only these, however many others there are, and makes no garbage to collect while a person works.
 */
import type { BoxChanges, BoxColumns } from '../../shared/appDomain.ts';
import { boxSources } from '../../shared/appDomain.ts';
import { reviewStates } from '../../shared/domain.ts';
import type { BoxSource, ReviewState } from '../../shared/domain.ts';
import type { Box } from '../../shared/geometry.ts';
import { Slots, noSlot, withRoom } from './slots.ts';

export interface BoxView extends Box {
  id: number;
  imageId: number;
  classId: number;
  review: ReviewState;
  source: BoxSource;
  /** In [0, 1]; null for boxes that no model gave. */
  score: number | null;
  /** How well independent estimates of the box agree, in [0, 1]; null for boxes that were not refined. */
  agreement: number | null;
  /** Bit set of suspicion.ts; 0: nothing speaks against the box. */
  reasons: number;
}

/** Ids are row numbers of the database, so tables by id stay about as long as there are images and boxes. */
export class BoxTable {
  readonly #slots = new Slots();
  /** First slot of each image, by image id. */
  #first: Int32Array = new Int32Array(0);
  /** Slot of each box, by box id. */
  #slotOf: Int32Array = new Int32Array(0);

  get count(): number {
    return this.#slots.count;
  }

  clear(): void {
    this.#slots.count = 0;
    this.#first = new Int32Array(0);
    this.#slotOf = new Int32Array(0);
  }

  /** Puts the boxes of `changes` in the place of all boxes that its images had; boxes of one image keep their order. */
  apply({ imageIds, boxes }: BoxChanges): void {
    for (const imageId of imageIds) this.#drop(imageId);
    let [lastImage, last] = [-1, noSlot];
    for (let index = 0; index < boxes.ids.length; index += 1) {
      const imageId = boxes.imageIds[index]!;
      last = this.#append(boxes, index, imageId === lastImage ? last : this.#lastOf(imageId));
      lastImage = imageId;
    }
  }

  /** All boxes in no order, as views: the next change writes into them. */
  columns(): BoxColumns {
    return this.#slots.columns();
  }

  /** In the order in which they came. */
  of(imageId: number): BoxView[] {
    const views: BoxView[] = [];
    for (let slot = this.#firstOf(imageId); slot !== noSlot; slot = this.#slots.next[slot]!) {
      views.push(this.#view(slot));
    }
    return views;
  }

  box(boxId: number): BoxView | null {
    const slot = this.#slotOf[boxId] ?? noSlot;
    return slot === noSlot ? null : this.#view(slot);
  }

  /** Of the images given, image by image. */
  views(imageIds: Int32Array): BoxView[] {
    const views: BoxView[] = [];
    for (const imageId of imageIds) {
      for (let slot = this.#firstOf(imageId); slot !== noSlot; slot = this.#slots.next[slot]!) {
        views.push(this.#view(slot));
      }
    }
    return views;
  }

  #firstOf(imageId: number): number {
    return this.#first[imageId] ?? noSlot;
  }

  #lastOf(imageId: number): number {
    let last = noSlot;
    for (let slot = this.#firstOf(imageId); slot !== noSlot; slot = this.#slots.next[slot]!) last = slot;
    return last;
  }

  #drop(imageId: number): void {
    for (let slot = this.#firstOf(imageId); slot !== noSlot; slot = this.#firstOf(imageId)) {
      this.#first[imageId] = this.#slots.next[slot]!;
      this.#slotOf[this.#slots.ids[slot]!] = noSlot;
      this.#fill(slot);
    }
  }

  /** Moves the last box into a slot that nothing points to any more, so that the columns stay without gaps. */
  #fill(slot: number): void {
    const slots = this.#slots;
    const last = slots.count - 1;
    slots.count = last;
    if (slot === last) return;
    slots.copy(slot, slots, last);
    slots.next[slot] = slots.next[last]!;
    this.#slotOf[slots.ids[slot]!] = slot;
    const imageId = slots.imageIds[slot]!;
    let before = this.#firstOf(imageId);
    if (before === last) {
      this.#first[imageId] = slot;
      return;
    }
    while (slots.next[before] !== last) before = slots.next[before]!;
    slots.next[before] = slot;
  }

  /** @returns the slot it went to. */
  #append(boxes: BoxColumns, index: number, after: number): number {
    const slot = this.#slots.take();
    this.#slots.copy(slot, boxes, index);
    const [id, imageId] = [boxes.ids[index]!, boxes.imageIds[index]!];
    this.#slotOf = withRoom(this.#slotOf, id);
    this.#slotOf[id] = slot;
    if (after === noSlot) {
      this.#first = withRoom(this.#first, imageId);
      this.#first[imageId] = slot;
    } else {
      this.#slots.next[after] = slot;
    }
    return slot;
  }

  #view(slot: number): BoxView {
    const { ids, imageIds, classIds, geometry, review, source, scores, agreements, reasons } = this.#slots;
    const score = scores[slot]!;
    const agreement = agreements[slot]!;
    return {
      id: ids[slot]!,
      imageId: imageIds[slot]!,
      classId: classIds[slot]!,
      x: geometry[slot * 4]!,
      y: geometry[slot * 4 + 1]!,
      w: geometry[slot * 4 + 2]!,
      h: geometry[slot * 4 + 3]!,
      review: reviewStates[review[slot]!]!,
      source: boxSources[source[slot]!]!,
      score: Number.isNaN(score) ? null : score,
      agreement: Number.isNaN(agreement) ? null : agreement,
      reasons: reasons[slot]!,
    };
  }
}
