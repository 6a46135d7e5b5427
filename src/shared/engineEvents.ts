/** What the engine says while it works. */
import type { Box } from './geometry.ts';
import type { StageProgress } from './jobs.ts';

export type EngineEvent =
  | ({ kind: 'progress' } & StageProgress)
  /** An image that could not be decoded; the work goes on without it. */
  | { kind: 'image-failed'; imageId: number; path: string; reason: string }
  /** Mean loss and share of right top-1 classes over one pass through the training images. */
  | { kind: 'epoch'; epoch: number; epochs: number; loss: number; accuracy: number }
  /** Loss of one batch; `batch` of `batches` of the whole training are done. */
  | { kind: 'batch'; batch: number; batches: number; loss: number }
  /** Boxes of the sample images by the state after an epoch (1-based; 0: a training that goes on starts here). */
  | { kind: 'samples'; epoch: number; samples: SampleBox[] };

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
