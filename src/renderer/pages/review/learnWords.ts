/** What is said of learning from corrections. */
import type { JobRecord } from '../../../shared/jobs.ts';
import { LEARN_AFTER, type LearningChanges } from '../../../shared/learning.ts';
import type { LearningState } from '../../../shared/learning.ts';
import { stageNames } from '../../../shared/stages.ts';
import { countWords } from '../../state/wording.ts';

/** On the button; `fresh` boxes were put right since the last learning. */
export function learnWords({ fresh }: Pick<LearningState, 'fresh'>): string {
  return fresh === 0 ? 'Learn from corrections' : `Learn from ${countWords(fresh, 'correction')}`;
}

/** What stands below the button before anything was learned. */
export function lessonWords({ fresh, learned }: Pick<LearningState, 'fresh' | 'learned'>): string {
  if (fresh > 0) return 'Boxes that nobody has looked at are drawn anew. Reviewed boxes stay as they are.';
  const what = 'Accept, adjust or draw boxes one by one';
  return learned ? `${what} to learn more.` : `${what}, and the others can learn from them.`;
}

/** What was learned last came to. */
export function changeWords({ boxes, moved, far }: LearningChanges): string {
  if (moved === 0) return `None of ${countWords(boxes, 'box', 'boxes')} moved.`;
  return `${countWords(moved, 'box', 'boxes')} of ${boxes.toLocaleString('en')} moved, ${far === 0 ? 'none' : far.toLocaleString('en')} of them far.`;
}

/** How far it is. */
export function progressWords({ state, now }: Pick<JobRecord, 'state' | 'now'>): string {
  if (state === 'queued') return 'Waits for its turn';
  if (state === 'cancelling') return 'Stopping';
  return now?.stage === stageNames.predict ? 'Drawing boxes anew' : 'Learning';
}

export const automaticWords = `By itself after every ${LEARN_AFTER} corrections`;
