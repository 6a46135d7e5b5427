/**
 * Which images are shown in review, and in what order. Works on columns, so that ten thousand images are filtered and
 * sorted within a frame or two.
 */
import type { BoxColumns, ImageColumns } from '../../shared/appDomain.ts';
import { spreadPlaces } from '../../shared/confidence/spread.ts';
import type { Basis } from '../../shared/confidence/state.ts';
import { reviewStates } from '../../shared/domain.ts';
import type { ReviewState } from '../../shared/domain.ts';
import { isAtLeast } from './histogram.ts';

/** A box's review state as it is shown: an unreviewed box with reasons against it is suspicious. */
export type Status = ReviewState | 'suspicious';
export const statuses = ['suspicious', 'unreviewed', 'accepted', 'edited', 'rejected'] as const;
export type Filter = 'all' | Status;
export type Sort = 'need' | 'score' | 'spread' | 'class' | 'newest';

export interface QueueRules {
  filter: Filter;
  /** Only boxes of this class count; null: all. */
  classId: number | null;
  sort: Sort;
  /** Only unreviewed boxes at least this sure count; null: all. */
  least: number | null;
}

export type StatusCounts = Record<Status, number> & { all: number };
type Images = Pick<ImageColumns, 'ids' | 'classIds'>;
type Boxes = Pick<BoxColumns, 'imageIds' | 'classIds' | 'review' | 'scores' | 'agreements' | 'reasons'>;
export type RowOf = (imageId: number) => number;

const bits: Record<Status, number> = { suspicious: 1, unreviewed: 2, accepted: 4, edited: 8, rejected: 16 };
const needy = bits.suspicious | bits.unreviewed;
/** An unreviewed box that is at least as sure as asked for. */
const sure = 32;
/** The status of each review code without reasons: the order of `reviewStates`. */
const byCode: readonly Status[] = reviewStates;

export function statusOf(review: ReviewState, reasons: number): Status {
  return review === 'unreviewed' && reasons !== 0 ? 'suspicious' : review;
}

function statusAt(boxes: Boxes, index: number): Status {
  const code = boxes.review[index]!;
  return code === 0 && boxes.reasons[index] !== 0 ? 'suspicious' : byCode[code]!;
}

/** What a box is ordered by: agreement or, where it was not refined, the class's probability; NaN: no model gave it. */
export function confidenceAt(
  { agreements, scores }: Pick<Boxes, 'agreements' | 'scores'>,
  index: number,
): number {
  const agreement = agreements[index]!;
  return Number.isNaN(agreement) ? scores[index]! : agreement;
}

/** How many boxes of each status there are, of one class or all. */
export function countStatuses(boxes: Boxes, classId: number | null): StatusCounts {
  const counts: StatusCounts = { all: 0, suspicious: 0, unreviewed: 0, accepted: 0, edited: 0, rejected: 0 };
  for (let i = 0; i < boxes.review.length; i += 1) {
    if (classId !== null && boxes.classIds[i] !== classId) continue;
    counts.all += 1;
    counts[statusAt(boxes, i)] += 1;
  }
  return counts;
}

/** What the boxes of each image come to. */
interface Summary {
  /** Statuses among its boxes, as bits, and `sure`. */
  found: Uint8Array;
  /** Least confidence of its boxes of the most urgent status: suspicious before unreviewed before others. */
  least: Float32Array;
}

function summarise(
  images: Images,
  boxes: Boxes,
  rowOf: RowOf,
  { classId, least: asked }: Pick<QueueRules, 'classId' | 'least'>,
): Summary {
  const found = new Uint8Array(images.ids.length);
  const least = new Float32Array(images.ids.length).fill(2);
  const urgency = new Uint8Array(images.ids.length);
  for (let i = 0; i < boxes.review.length; i += 1) {
    if (classId !== null && boxes.classIds[i] !== classId) continue;
    const row = rowOf(boxes.imageIds[i]!);
    if (row < 0) continue;
    const bit = bits[statusAt(boxes, i)];
    const confidence = confidenceAt(boxes, i);
    found[row]! |= bit | sureBit(bit, confidence, asked);
    // A box that no model gave comes after all others.
    const score = Number.isNaN(confidence) ? 1.5 : confidence;
    const urgent = urgencyOf(bit);
    if (urgent > urgency[row]! || (urgent === urgency[row] && score < least[row]!)) {
      urgency[row] = urgent;
      least[row] = score;
    }
  }
  return { found, least };
}

function urgencyOf(bit: number): number {
  if (bit === bits.suspicious) return 3;
  return bit === bits.unreviewed ? 2 : 1;
}

/** `sure` for an unreviewed box that is at least as sure as asked for. */
function sureBit(bit: number, confidence: number, asked: number | null): number {
  return asked !== null && bit & needy && isAtLeast(confidence, asked) ? sure : 0;
}

/** Suspicious, then unreviewed, then images without any box, then what is decided. */
function needGroup(found: number): number {
  if (found & bits.suspicious) return 0;
  if (found & bits.unreviewed) return 1;
  return found === 0 ? 2 : 3;
}

/** Rows below a million: key and row share one number, which sorts several times as quickly as by a comparison. */
const rowRoom = 2 ** 20;

/**
 * Rows of the images that the rules let in, in their order. Equals stay in the order of the columns (class, then path).
 */
export function buildQueue(images: Images, boxes: Boxes, rowOf: RowOf, rules: QueueRules): Int32Array {
  const { found, least } = summarise(images, boxes, rowOf, rules);
  const keys = new Float64Array(images.ids.length);
  let count = 0;
  for (let row = 0; row < images.ids.length; row += 1) {
    if (!isLetIn(found[row]!, images.classIds[row]!, rules)) continue;
    keys[count] = sortKey(rules.sort, found[row]!, least[row]!, images.ids[row]!) * rowRoom + row;
    count += 1;
  }
  const chosen = keys.subarray(0, count);
  if (rules.sort === 'spread') spread(chosen, found, least);
  return Int32Array.from(chosen.sort(), (key) => key % rowRoom);
}

/** Keys for the order that tells most about all boxes; images that need no decision come after the others. */
function spread(keys: Float64Array, found: Uint8Array, least: Float32Array): void {
  const open = [...keys.keys()].filter((at) => found[keys[at]! % rowRoom]! & needy);
  const places = spreadPlaces(open.map((at) => least[keys[at]! % rowRoom]!));
  for (let at = 0; at < keys.length; at += 1) keys[at]! += keys.length * rowRoom;
  open.forEach((at, i) => (keys[at] = places[i]! * rowRoom + (keys[at]! % rowRoom)));
}

function isLetIn(found: number, imageClassId: number, { filter, classId, least }: QueueRules): boolean {
  if (least !== null && !(found & sure)) return false;
  if (filter !== 'all') return (found & bits[filter]) !== 0;
  // An image without boxes is let in by its own class.
  return classId === null || found !== 0 || imageClassId === classId;
}

/** A whole number at least 0 and below 2 ** 32. */
function sortKey(sort: Sort, found: number, least: number, imageId: number): number {
  const score = Math.round(least * 1e6);
  switch (sort) {
    case 'need':
      return needGroup(found) * 4e6 + (found & needy ? score : 0);
    case 'score':
      return score;
    case 'newest':
      return 2 ** 32 - 1 - imageId;
    case 'spread':
    case 'class':
      return 0;
  }
}

/** Whether a person still has to decide on a box of an image. */
export function needsDecision(boxes: readonly { review: ReviewState }[]): boolean {
  return boxes.some(({ review }) => review === 'unreviewed');
}

/**
 * The next place in the queue, after `from`, for which `needs` holds; from the end it goes on at the beginning.
 * @returns -1 when there is none but perhaps `from` itself.
 */
export function nextInNeed(length: number, from: number, needs: (place: number) => boolean): number {
  for (let step = 1; step < length; step += 1) {
    const place = (from + step) % length;
    if (needs(place)) return place;
  }
  return -1;
}

/** What "accept all above" is about. */
export interface Candidates {
  ids: Int32Array;
  imageIds: Int32Array;
  classIds: Int32Array;
  /** In [0, 1]. */
  agreements: Float32Array;
}

/** Unreviewed boxes that the filter and the class let in and that have what boxes are ordered by. */
export function unreviewedBoxes(
  boxes: Boxes & Pick<BoxColumns, 'ids'>,
  { filter, classId }: Pick<QueueRules, 'filter' | 'classId'>,
  basis: Basis,
): Candidates {
  const values = basis === 'agreement' ? boxes.agreements : boxes.scores;
  const found: number[] = [];
  for (let i = 0; i < boxes.review.length; i += 1) {
    if (boxes.review[i] !== 0 || Number.isNaN(values[i]!)) continue;
    if (classId !== null && boxes.classIds[i] !== classId) continue;
    if (filter !== 'all' && statusAt(boxes, i) !== filter) continue;
    found.push(i);
  }
  return {
    ids: Int32Array.from(found, (i) => boxes.ids[i]!),
    imageIds: Int32Array.from(found, (i) => boxes.imageIds[i]!),
    classIds: Int32Array.from(found, (i) => boxes.classIds[i]!),
    agreements: Float32Array.from(found, (i) => values[i]!),
  };
}
