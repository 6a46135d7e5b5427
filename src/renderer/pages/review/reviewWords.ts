/** How boxes and counts are put into words in review. */
import { reasonsOf } from '../../../shared/suspicion.ts';
import type { BoxView } from '../../state/boxTable.ts';
import { confidence } from '../../state/confidence.svelte.ts';
import { chanceWords, likelyWord } from '../../state/confidenceWords.ts';
import type { Filter, Sort, Status } from '../../state/queue.ts';
import { statusOf } from '../../state/queue.ts';

export const filterLabels: { value: Filter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'suspicious', label: 'Suspicious' },
  { value: 'unreviewed', label: 'Unreviewed' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'edited', label: 'Edited' },
  { value: 'rejected', label: 'Rejected' },
];

export const sortLabels: { value: Sort; label: string }[] = [
  { value: 'need', label: 'Needs you first' },
  { value: 'score', label: 'Confidence' },
  { value: 'spread', label: 'For calibration' },
  { value: 'class', label: 'Class and name' },
  { value: 'newest', label: 'Newest first' },
];

export function boxStatus({ review, reasons }: BoxView): Status {
  return statusOf(review, reasons);
}

const urgency: Status[] = ['suspicious', 'unreviewed', 'edited', 'accepted', 'rejected'];

/** The box of an image that says most of what is left to do. */
export function leadingBox(boxes: readonly BoxView[]): BoxView | undefined {
  return [...boxes].sort((a, b) => urgency.indexOf(boxStatus(a)) - urgency.indexOf(boxStatus(b)))[0];
}

/** "94 %" where enough boxes are reviewed to say so, else "likely" and the like; nothing for a reviewed or drawn box. */
export function confidenceWords(box: BoxView): string {
  if (box.review !== 'unreviewed') return '';
  const chance = confidence.chanceOf(box, 0.5);
  return chance ? chanceWords(chance.mean) : likelyWord(confidence.rankOf(box));
}

/** The gravest reason against a box, and how many more there are. */
export function reasonLine({ reasons }: BoxView): string {
  const [first, ...more] = reasonsOf(reasons);
  if (!first) return '';
  return more.length === 0 ? first.text : `${first.text}, and ${more.length} more`;
}

/** Last part of a path below the imported folder. */
export function fileName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Where a person is in the list: "12 of 61 suspicious". */
export function placeWords(place: number, length: number, filter: Filter): string {
  const what = filter === 'all' ? (length === 1 ? 'image' : 'images') : filter;
  return `${(place + 1).toLocaleString('en')} of ${length.toLocaleString('en')} ${what}`;
}
