/**
 * A person who brings a project's boxes to where nearly all are tight, in seconds of work. A person who looks at a box
 * knows whether it is right (IoU >= .7), accepts it by a key if so and draws it anew if not; drawn boxes are right. Only
 * the time of looks, keys and drawing counts. What could be learned from the corrections on the way is not part of it.
 */
import { posteriorOf } from '../../src/shared/confidence/posterior.ts';
import { BARS, barOf, promiseTable } from '../../src/shared/confidence/promise.ts';
import { scaleOf, scoreOn } from '../../src/shared/confidence/scale.ts';
import { LEAST_REVIEWED, type Standard } from '../../src/shared/confidence/settings.ts';
import { spreadPlaces } from '../../src/shared/confidence/spread.ts';
import { countsAbove, verdictAt } from '../../src/shared/confidence/verdict.ts';

/** The box of an image that is to be had right. */
export interface Judged {
  /** In [0, 1]; null: there is no box, or none that can be put in order. */
  agreement: number | null;
  iou: number;
  class?: string | undefined;
}

/** A box with its place in an order. */
export type Sure = Judged & { agreement: number };

/** Seconds; a drawn box by Papadopoulos et al., "Extreme clicking for efficient object annotation", ICCV 2017. */
export const SECONDS = { look: 1.5, accept: 0.7, draw: 7 } as const;
/** IoU from which a box is right. */
export const STANDARD: Standard = 0.7;
/** Per cent of the boxes that are to be right in the end. */
export const GOAL = 95;

export interface Effort {
  seconds: number;
  /** Boxes that were looked at, and those among them that were drawn. */
  looked: number;
  drawn: number;
  /** Share of all boxes that are right in the end, in [0, 1]. */
  right: number;
}

const isRight = ({ iou }: Judged) => iou >= STANDARD;
const isSure = (box: Judged): box is Sure => box.agreement !== null;

/** What it takes to look at some boxes and to accept the others, if there are any, at one stroke. */
function effortOf(looked: readonly Judged[], others: readonly Judged[]): Effort {
  const drawn = looked.filter((box) => !isRight(box)).length;
  const keys = looked.length - drawn + (others.length > 0 ? 1 : 0);
  return {
    seconds: looked.length * SECONDS.look + keys * SECONDS.accept + drawn * SECONDS.draw,
    looked: looked.length,
    drawn,
    right: (looked.length + others.filter(isRight).length) / (looked.length + others.length),
  };
}

/** Without Boxwright: looks at every image and draws its box. */
export function drawAll(boxes: readonly Judged[]): Effort {
  const seconds = boxes.length * (SECONDS.look + SECONDS.draw);
  return { seconds, looked: boxes.length, drawn: boxes.length, right: 1 };
}

export function lookAtAll(boxes: readonly Judged[]): Effort {
  return effortOf(boxes, []);
}

/**
 * Looks at the least sure first, at what cannot be ordered before all, and stops as soon as the goal is reached. The
 * stop is an oracle's: a person does not know the truth of what was not looked at. So this is what the order alone could
 * save at best. Equals are looked at as they stand.
 */
export function worstFirst(boxes: readonly Judged[]): Effort {
  const order = boxes.toSorted((a, b) => (a.agreement ?? -1) - (b.agreement ?? -1));
  let right = order.filter(isRight).length;
  let looked = 0;
  // Once all are looked at all are right, so this ends.
  for (; 100 * right < GOAL * order.length; looked += 1) if (!isRight(order[looked]!)) right += 1;
  return effortOf(order.slice(0, looked), order.slice(looked));
}

/** Of which boxes the goal must be promised: of those accepted in bulk, or of all, those looked at being right. */
export type Promised = 'accepted' | 'all';

/**
 * Reviews the boxes that the suggested order of review has first, accepts in bulk as many of the others, from the surest
 * down, as the low end of the stated interval lets, and looks at the rest. Nothing here knows more than the person does.
 */
export function reviewThenBulk(boxes: readonly Judged[], promised: Promised): Effort {
  const { reviewed, rest } = reviewSome(boxes.filter(isSure));
  const bar = lowestBar(reviewed, rest, { promised, count: boxes.length });
  const accepted = rest.filter(({ agreement }) => bar !== null && barOf(agreement) >= bar);
  const isAccepted = new Set<Judged>(accepted);
  return effortOf(
    boxes.filter((box) => !isAccepted.has(box)),
    accepted,
  );
}

function reviewSome(boxes: readonly Sure[]): { reviewed: Sure[]; rest: Sure[] } {
  const places = spreadPlaces(boxes.map(({ agreement }) => agreement));
  return {
    reviewed: boxes.filter((_, i) => places[i]! < LEAST_REVIEWED),
    rest: boxes.filter((_, i) => places[i]! >= LEAST_REVIEWED),
  };
}

/** The lowest bar, in hundredths, above which enough is promised to be right, as the window says it; null: there is none. */
function lowestBar(
  reviewed: readonly Sure[],
  rest: readonly Sure[],
  { promised, count }: { promised: Promised; count: number },
): number | null {
  // Without enough reviewed boxes nothing is said; they are all there are.
  if (rest.length === 0) return null;
  const classes = [...new Set([...reviewed, ...rest].map((box) => box.class))];
  const classOf = (box: Judged) => classes.indexOf(box.class);
  const agreementOf = ({ agreement }: Sure) => agreement;
  const scale = scaleOf([...reviewed, ...rest].map(agreementOf));
  const outcomes = reviewed.map((box) => ({
    score: scoreOn(scale, box.agreement),
    classId: classOf(box),
    isRight: isRight(box),
  }));
  const candidates = { agreements: rest.map(agreementOf), classIds: rest.map(classOf) };
  const table = promiseTable(posteriorOf(outcomes, classes.length), scale, candidates);
  const above = countsAbove(reviewed.map(agreementOf));
  for (let bar = 0; bar < BARS; bar += 1) {
    const verdict = verdictAt(table, above, bar);
    if (verdict.kind !== 'promise') continue;
    if (isEnough(verdict.interval.low, { promised, accepted: table.counts[bar]!, count })) return bar;
  }
  return null;
}

/** @param least per cent of the accepted boxes that are right at the least. */
export function isEnough(
  least: number,
  { promised, accepted, count }: { promised: Promised; accepted: number; count: number },
): boolean {
  return promised === 'accepted'
    ? least >= GOAL
    : least * accepted + 100 * (count - accepted) >= GOAL * count;
}
