/** What the engine says while it works. */
import type { EpochFigures } from './appDomain.ts';
import type { Box } from './geometry.ts';
import type { StageProgress } from './jobs.ts';

export type EngineEvent =
  | ({ kind: 'progress' } & StageProgress)
  /** An image that could not be decoded; the work goes on without it. */
  | { kind: 'image-failed'; imageId: number; path: string; reason: string }
  /** Mean loss and share of right top-1 classes over one pass through the training images. */
  | { kind: 'epoch'; epoch: number; epochs: number; loss: number; accuracy: number }
  /** A training goes on that was interrupted; `history` tells of the epochs that are behind it. */
  | { kind: 'resumed'; history: EpochFigures[] }
  /** Loss of one batch; `batch` of `batches` of the whole training are done. */
  | { kind: 'batch'; batch: number; batches: number; loss: number }
  /** Boxes of the sample images by the state after an epoch (1-based), also of the one that a resumed training starts from. */
  | { kind: 'samples'; epoch: number; samples: SampleBox[] }
  /**
   * A round of refinement (1-based) is behind it, with its mean loss and the boxes of the sample images by then; of rounds
   * that were done before an interruption too, those without samples.
   */
  | { kind: 'refined'; round: number; rounds: number; loss: number; samples: SampleBox[] };

export interface SampleBox {
  imageId: number;
  classIndex: number;
  score: number;
  box: Box;
}

export type EngineListener = (event: EngineEvent) => void;

/** An image as the engine needs it: no more than where it is and what it is called. */
export interface EngineImage {
  id: number;
  path: string;
  /** SHA-256 of the file's bytes: what is computed from an image is cached under it. */
  contentHash: string;
  /** Upright size in pixels. */
  width: number;
  height: number;
}

/** How the caller of long work hears of it and stops it. */
export interface EngineContext {
  signal?: AbortSignal;
  /** Ends a training early at its last whole epoch, with a result; where there is none yet, as `signal` does. */
  stop?: AbortSignal;
  onEvent?: EngineListener;
}
