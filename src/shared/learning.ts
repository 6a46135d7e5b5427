/** Learning from corrections, as it crosses between library and window. */
import type { Box } from './geometry.ts';

/** Below this IoU with where it was, a box has moved: less than that nobody sees. */
export const MOVED_BELOW = 0.95;
/** Below this one it is another box for whoever looks at it. */
export const FAR_BELOW = 0.8;

/** A box that learning has moved. */
export interface MovedBox {
  boxId: number;
  imageId: number;
  /** Where it was. */
  before: Box;
  /** Of then and now. */
  iou: number;
}

/** What learning did to the boxes that nobody had looked at. */
export interface LearningChanges {
  /** Boxes that nobody had looked at. */
  boxes: number;
  /** Of these, with an IoU below MOVED_BELOW with where they were, and below FAR_BELOW. */
  moved: number;
  far: number;
  /** Those that moved most, the furthest first. */
  most: MovedBox[];
}

/** What was learned last and is in use. */
export interface Learned {
  /** Boxes that it was learned from. */
  corrections: number;
  /** ISO 8601. */
  at: string;
  /** null while boxes still follow. */
  changes: LearningChanges | null;
  /** Whether what was before is still there to go back to. */
  canTakeBack: boolean;
}

export interface LearningState {
  /** Whether there is a refinement that can learn: the boxes of the model in use are refined ones. */
  isPossible: boolean;
  /** Corrected boxes that there are to learn from. */
  corrections: number;
  /** Of these, those that a person has decided on since the last learning. */
  fresh: number;
  /** null: nothing was learned, or it was taken back. */
  learned: Learned | null;
  /** Whether it is learned by itself, in the background, after so many further corrections. */
  isAutomatic: boolean;
}

/** How many further corrections are worth learning from by itself. */
export const LEARN_AFTER = 10;
