/** Columns of boxes without gaps, that grow by doubling. Each slot names the next one of its image's chain. */
import type { BoxColumns } from '../../shared/appDomain.ts';

export const noSlot = -1;
const firstCapacity = 256;

export class Slots {
  /** Slots in use: 0 to count - 1. */
  count = 0;
  #capacity = 0;
  ids: Int32Array = new Int32Array(0);
  imageIds: Int32Array = new Int32Array(0);
  classIds: Int32Array = new Int32Array(0);
  geometry: Float64Array = new Float64Array(0);
  review: Uint8Array = new Uint8Array(0);
  source: Uint8Array = new Uint8Array(0);
  scores: Float32Array = new Float32Array(0);
  reasons: Uint16Array = new Uint16Array(0);
  agreements: Float32Array = new Float32Array(0);
  next: Int32Array = new Int32Array(0);

  /** A slot at the end of its chain. */
  take(): number {
    if (this.count === this.#capacity) this.#grow();
    this.next[this.count] = noSlot;
    this.count += 1;
    return this.count - 1;
  }

  /** The columns as they are now: views, not copies. */
  columns(): BoxColumns {
    const { count } = this;
    return {
      ids: this.ids.subarray(0, count),
      imageIds: this.imageIds.subarray(0, count),
      classIds: this.classIds.subarray(0, count),
      geometry: this.geometry.subarray(0, count * 4),
      review: this.review.subarray(0, count),
      source: this.source.subarray(0, count),
      scores: this.scores.subarray(0, count),
      reasons: this.reasons.subarray(0, count),
      agreements: this.agreements.subarray(0, count),
    };
  }

  copy(slot: number, from: BoxColumns, index: number): void {
    this.ids[slot] = from.ids[index]!;
    this.imageIds[slot] = from.imageIds[index]!;
    this.classIds[slot] = from.classIds[index]!;
    for (let side = 0; side < 4; side += 1) {
      this.geometry[slot * 4 + side] = from.geometry[index * 4 + side]!;
    }
    this.review[slot] = from.review[index]!;
    this.source[slot] = from.source[index]!;
    this.scores[slot] = from.scores[index]!;
    this.reasons[slot] = from.reasons[index]!;
    this.agreements[slot] = from.agreements[index]!;
  }

  #grow(): void {
    const capacity = Math.max(firstCapacity, this.#capacity * 2);
    this.ids = grown(this.ids, new Int32Array(capacity));
    this.imageIds = grown(this.imageIds, new Int32Array(capacity));
    this.classIds = grown(this.classIds, new Int32Array(capacity));
    this.geometry = grown(this.geometry, new Float64Array(capacity * 4));
    this.review = grown(this.review, new Uint8Array(capacity));
    this.source = grown(this.source, new Uint8Array(capacity));
    this.scores = grown(this.scores, new Float32Array(capacity));
    this.reasons = grown(this.reasons, new Uint16Array(capacity));
    this.agreements = grown(this.agreements, new Float32Array(capacity));
    this.next = grown(this.next, new Int32Array(capacity));
    this.#capacity = capacity;
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** The table by id itself, or a longer copy that has a place for `id`; new places hold `noSlot`. */
export function withRoom(table: Int32Array, id: number): Int32Array {
  if (id < table.length) return table;
  const longer = new Int32Array(Math.max(firstCapacity, id + 1, table.length * 2)).fill(noSlot);
  longer.set(table);
  return longer;
}
