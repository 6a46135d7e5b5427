/** What the library knows of a project's confidence, as it crosses to the window and the command line. */
import type { Posterior } from './posterior.ts';
import type { Reliability } from './reliability.ts';
import type { Scale } from './scale.ts';
import type { Standard } from './settings.ts';
import type { Verdict } from './verdict.ts';

/** What orders the boxes: agreement of independent estimates or, where boxes are not refined, the class's probability. */
export type Basis = 'agreement' | 'score';

/** Reviewed boxes that say nothing of the others, by why. */
export interface LeftOut {
  /** Decided on together with boxes of other images: nobody looked at each. */
  inBulk: number;
  /** Drawn by another model or at another threshold than the boxes of now, or before they were refined. */
  earlier: number;
  /** Only their class was changed. */
  classOnly: number;
}

export interface ConfidenceState {
  basis: Basis;
  /** Reviewed boxes that count. */
  reviewed: number;
  leftOut: LeftOut;
  /** Of all boxes of the model in use. */
  scale: Scale;
  /** Reviewed boxes that count at or above each bar. */
  reviewedAbove: Int32Array;
  /** null before enough boxes are reviewed. */
  posteriors: Record<Standard, Posterior> | null;
}

/** For a plot of reliability, and for the command line. */
export interface Calibration {
  basis: Basis;
  reviewed: number;
  leftOut: LeftOut;
  /** Unreviewed boxes of the model in use. */
  unreviewed: number;
  standards: CalibrationOf[];
}

export interface CalibrationOf {
  /** IoU from which a box counts as right. */
  standard: Standard;
  /** Reviewed boxes that are right. */
  right: number;
  /** null before enough boxes are reviewed. */
  reliability: Reliability | null;
  /** What "accept all above" promises at each bar that leaves boxes. */
  promises: { bar: number; count: number; verdict: Verdict }[];
}
