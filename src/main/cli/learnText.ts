/** What `boxwright learn` says. */
import { FAR_BELOW } from '../../shared/learning.ts';
import type { LearnOutcome } from '../workflow/learnProject.ts';
import { problemsText } from './texts.ts';

export function learnText(
  outcome: Pick<LearnOutcome, 'corrections' | 'images' | 'heldOut' | 'threshold' | 'changes' | 'problems'>,
): string {
  const { corrections, images, heldOut, threshold, changes, problems } = outcome;
  const chosen = heldOut === 0 ? '' : ` (${heldOut} of the images were held out to choose it by)`;
  return [
    `Learned from ${corrections} corrections in ${images} images. Threshold ${threshold}${chosen}.`,
    `${changes.moved} of ${changes.boxes} boxes that nobody has looked at moved, ${changes.far} of them to an IoU below ${FAR_BELOW} with where they were.`,
    'To take it back: boxwright learn --undo',
    ...problemsText(problems),
  ].join('\n');
}
