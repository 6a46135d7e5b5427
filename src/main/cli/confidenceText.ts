/** The confidence of a project in words and tables. */
import { LEAST_REVIEWED } from '../../shared/confidence/settings.ts';
import type { Calibration, CalibrationOf } from '../../shared/confidence/state.ts';
import type { Verdict } from '../../shared/confidence/verdict.ts';

const bases = {
  agreement: 'the agreement of independent estimates',
  score: 'the probability of the class (boxes are not refined)',
};

const silences: Record<Exclude<Verdict['kind'], 'promise'>, string> = {
  'review-more': 'review more first',
  'none-near': 'too few reviewed boxes are about as sure',
  'too-wide': 'the reviewed boxes leave too much open',
  empty: 'no box',
};

function verdictText(verdict: Verdict): string {
  if (verdict.kind !== 'promise') return silences[verdict.kind];
  return `${verdict.interval.low} to ${verdict.interval.high} % right`;
}

export function confidenceText({ basis, reviewed, leftOut, unreviewed, standards }: Calibration): string {
  const { inBulk, earlier, classOnly } = leftOut;
  const missing = LEAST_REVIEWED - reviewed;
  return [
    `${reviewed} reviewed boxes count; ${unreviewed} are unreviewed. Ordered by ${bases[basis]}.`,
    `Not counted: ${inBulk} decided in bulk, ${earlier} of earlier boxes, ${classOnly} with only the class changed.`,
    ...(missing > 0 ? [`Review ${missing} more boxes one by one, then the others can be told of.`] : []),
    ...standards.flatMap((one) => standardText(one, reviewed)),
  ].join('\n');
}

function standardText({ standard, right, reliability, promises }: CalibrationOf, reviewed: number): string[] {
  const lines = [`IoU >= ${standard}: ${right} of ${reviewed} reviewed boxes are right.`];
  const error = reliability?.calibrationError ?? null;
  if (error !== null) lines.push(`  Expected calibration error ${error.toFixed(3)}.`);
  // A bar that leaves out no further box says nothing new.
  const telling = promises.filter(({ count }, at) => count !== promises[at - 1]?.count);
  for (const { bar, count, verdict } of telling)
    lines.push(`  From ${bar.toFixed(2)} up: ${String(count).padStart(6)} boxes, ${verdictText(verdict)}`);
  return lines;
}
