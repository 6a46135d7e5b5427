/** What the engine says while it works. */
import type { StageProgress } from './jobs.ts';

export type EngineEvent =
  | ({ kind: 'progress' } & StageProgress)
  /** An image that could not be decoded; the work goes on without it. */
  | { kind: 'image-failed'; imageId: number; path: string; reason: string }
  /** Mean loss and share of right top-1 classes over one pass through the training images. */
  | { kind: 'epoch'; epoch: number; epochs: number; loss: number; accuracy: number };

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
  onEvent?: EngineListener;
}
