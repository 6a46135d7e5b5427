/** Whether the classes can be trained on, in a sentence. The library has the last word when training starts. */
import type { ClassRecord } from '../../shared/domain.ts';
import { countWords } from './wording.ts';

/** Below this many images of a class training is refused, and below that it makes poor boxes. */
const fewestImages = 5;
const goodCount = 20;

export interface Readiness {
  canTrain: boolean;
  text: string;
}

/** Whether a class has so few images that it is marked. */
export function isSmall({ imageCount }: ClassRecord): boolean {
  return imageCount < goodCount;
}

export function readiness(classes: readonly ClassRecord[]): Readiness {
  const filled = classes.filter(({ imageCount }) => imageCount > 0);
  const [only] = filled;
  if (!only) return { canTrain: false, text: 'No images yet.' };
  if (filled.length < 2) {
    return { canTrain: false, text: `${only.name} is the only class. Add another one to train.` };
  }
  const tooSmall = filled.filter(({ imageCount }) => imageCount < fewestImages);
  if (tooSmall.length > 0) return { canTrain: false, text: `To train, ${neededText(tooSmall)}.` };
  const small = filled.filter(isSmall);
  if (small.length === 0) return { canTrain: true, text: 'Ready to train.' };
  const which = small.length === 1 ? 'One class is small' : `${small.length} classes are small`;
  return { canTrain: true, text: `Ready to train. ${which}.` };
}

function neededText(classes: readonly ClassRecord[]): string {
  const [only] = classes;
  if (only && classes.length === 1) {
    return `${only.name} needs ${fewestImages} images and has ${only.imageCount}`;
  }
  return `${countWords(classes.length, 'class', 'classes')} need at least ${fewestImages} images each`;
}
