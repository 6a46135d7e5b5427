/** What goes between the pool and its threads. */
import type { RgbImage } from './pixels.ts';

export interface CutJob {
  image: RgbImage;
  trimap: Uint8Array;
  iterations: number;
}

/** Answers come in the order of the jobs. */
export type CutAnswer = { mask: Uint8Array } | { failure: string };
