/** How many boxes wait for a person with something against them. */
import type { BoxColumns } from '../../shared/appDomain.ts';
import { reviewStates } from '../../shared/domain.ts';

const unreviewed = reviewStates.indexOf('unreviewed');

export function countSuspicious({ ids, review, reasons }: BoxColumns): number {
  let count = 0;
  for (let at = 0; at < ids.length; at++) {
    if (review[at] === unreviewed && reasons[at] !== 0) count++;
  }
  return count;
}
