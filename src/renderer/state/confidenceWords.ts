/** How sure one may be of boxes, in words: no number before the reviewed ones can bear it. */
import type { Interval } from '../../shared/confidence/promise.ts';
import type { LeftOut } from '../../shared/confidence/state.ts';
import type { Verdict } from '../../shared/confidence/verdict.ts';
import { countWords } from './wording.ts';

/** The chance beyond which nobody is told that it is certain. */
const MOST = 99;

/** Thirds of the project's boxes, by the normal score of their rank. */
const THIRD = 0.43;

/** "Likely" and the like, for a box among those of its project. @param rank its normal score; null: not known. */
export function likelyWord(rank: number | null): string {
  if (rank === null) return '';
  if (rank >= THIRD) return 'likely';
  return rank >= -THIRD ? 'fairly likely' : 'less likely';
}

/** "94 %", never 0 or 100: what was not looked at is not certain. @param chance in [0, 1]. */
export function chanceWords(chance: number): string {
  return `${Math.min(MOST, Math.max(1, Math.round(100 * chance)))} %`;
}

/** "94–98 %". */
export function intervalWords({ low, high }: Interval): string {
  return low === high ? `${low} %` : `${low}–${high} %`;
}

/** A chance's interval in whole per cent, rounded outwards. */
export function outwards({ low, high }: { low: number; high: number }): Interval {
  return { low: Math.floor(100 * low), high: Math.ceil(100 * high) };
}

/** "Accept 612 boxes, 94–98 % right"; without a promise the count alone. */
export function acceptWords(count: number, verdict: Verdict): string {
  const boxes = `Accept ${countWords(count, 'box', 'boxes')}`;
  return verdict.kind === 'promise' ? `${boxes}, ${intervalWords(verdict.interval)} right` : boxes;
}

/** What stands below the button: what the promise rests on, or what is missing for one. */
export function verdictWords(verdict: Verdict, reviewed: number): string {
  switch (verdict.kind) {
    case 'promise':
      return `IoU ≥ .5, from ${reviewed.toLocaleString('en')} reviewed.`;
    case 'review-more':
      return reviewed === 0
        ? `Review ${verdict.missing} first, then I can say how many of them are right.`
        : `Review ${verdict.missing} more, then I can say how many of them are right.`;
    case 'none-near':
      return 'Too few of the reviewed boxes are about as sure as these: review some of these, then I can say.';
    case 'too-wide':
      return 'The reviewed boxes leave too much open to say how many of these are right: review some more.';
    case 'empty':
      return 'There is no unreviewed box above the bar.';
  }
}

/** "78–88 % have IoU ≥ .7."; why not, where the reviewed boxes support only the lower standard. */
export function tighterWords(verdict: Verdict): string {
  if (verdict.kind === 'promise') return `${intervalWords(verdict.interval)} have IoU ≥ .7.`;
  return verdict.kind === 'too-wide' ? 'How many have IoU ≥ .7 is open: review some more.' : '';
}

/** Why some of the reviewed boxes do not count; nothing where all do. */
export function leftOutWords({ inBulk, earlier, classOnly }: LeftOut): string {
  const whys = [
    inBulk > 0 ? `${inBulk.toLocaleString('en')} decided in bulk` : '',
    earlier > 0 ? `${earlier.toLocaleString('en')} of earlier boxes` : '',
    classOnly > 0 ? `${classOnly.toLocaleString('en')} of which only the class was changed` : '',
  ].filter((why) => why !== '');
  return whys.length === 0 ? '' : `Not counted: ${whys.join(', ')}.`;
}
