/** A reviewer who looks at some boxes of a set, and whether what is then promised of the others comes true. */
import { posteriorOf } from '../../src/shared/confidence/posterior.ts';
import { barOf, promiseTable } from '../../src/shared/confidence/promise.ts';
import { scaleOf, scoreOn } from '../../src/shared/confidence/scale.ts';
import type { Standard } from '../../src/shared/confidence/settings.ts';
import { spreadPlaces } from '../../src/shared/confidence/spread.ts';
import { countsAbove, verdictAt } from '../../src/shared/confidence/verdict.ts';
import { randomStream, shuffled } from '../../src/shared/random.ts';
import type { ScoredBox } from './syntheticSets.ts';

export type ReviewOrder = 'random' | 'suggested' | 'doubtful first' | 'sure first';
export const reviewOrders: readonly ReviewOrder[] = ['random', 'suggested', 'doubtful first', 'sure first'];

export interface Tally {
  asked: number;
  promised: number;
  kept: number;
  /** Sum of the widths of the promises, in per cent. */
  width: number;
}

const BAR_STEP = 5;
/** Of fewer boxes nobody needs to know a share. */
const LEAST_REST = 20;

/** Indices of the boxes in the order in which they are reviewed. */
function inOrder(boxes: readonly ScoredBox[], order: ReviewOrder, seed: number): number[] {
  const random = shuffled([...boxes.keys()], randomStream(seed));
  if (order === 'random') return random;
  const agreement = (at: number) => boxes[at]!.agreement;
  if (order === 'doubtful first') return random.sort((a, b) => agreement(a) - agreement(b));
  if (order === 'sure first') return random.sort((a, b) => agreement(b) - agreement(a));
  // Another seed is another project: half of its boxes are not there to be reviewed.
  const there = random.slice(0, Math.ceil(0.5 * boxes.length));
  const places = spreadPlaces(there.map(agreement));
  return [...there.keys()].sort((a, b) => places[a]! - places[b]!).map((at) => there[at]!);
}

/** Reviews `count` boxes and compares, for a grid of bars, what is promised of the rest with the truth. */
export function simulate(
  boxes: readonly ScoredBox[],
  { order, count, seed, standard }: { order: ReviewOrder; count: number; seed: number; standard: Standard },
): Tally {
  const all = inOrder(boxes, order, seed).map((at) => boxes[at]!);
  const [reviewed, rest] = [all.slice(0, count), all.slice(count)];
  const classes = [...new Set(boxes.map((box) => box.class ?? ''))];
  const classOf = (box: ScoredBox) => classes.indexOf(box.class ?? '');
  const scale = scaleOf(all.map(({ agreement }) => agreement));
  const outcomes = reviewed.map((box) => ({
    score: scoreOn(scale, box.agreement),
    classId: classOf(box),
    isRight: box.iou >= standard,
  }));
  const posterior = posteriorOf(outcomes, classes.length);
  const candidates = { agreements: rest.map(({ agreement }) => agreement), classIds: rest.map(classOf) };
  const table = promiseTable(posterior, scale, candidates);
  const above = countsAbove(reviewed.map(({ agreement }) => agreement));
  const tally: Tally = { asked: 0, promised: 0, kept: 0, width: 0 };
  for (let bar = 0; bar <= 100; bar += BAR_STEP) {
    const accepted = rest.filter(({ agreement }) => barOf(agreement) >= bar);
    if (accepted.length < LEAST_REST) break;
    tally.asked += 1;
    const verdict = verdictAt(table, above, bar);
    if (verdict.kind !== 'promise') continue;
    const { low, high } = verdict.interval;
    const truth = (100 * accepted.filter(({ iou }) => iou >= standard).length) / accepted.length;
    tally.promised += 1;
    tally.width += high - low;
    if (truth >= low && truth <= high) tally.kept += 1;
  }
  return tally;
}
