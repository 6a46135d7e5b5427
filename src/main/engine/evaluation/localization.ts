/**
 * Scores of weakly-supervised localization against truth boxes, as the field counts them: GT-known localization (the
 * box for the true class), Top-1 classification and Top-1 localization (right class and IoU >= 0.5), and the two
 * baselines that look at no image.
 */
import { centredBox, iou, type Box } from '../../../shared/geometry.ts';

/** An image with truth, and what was predicted for it. */
export interface ScoredImage {
  width: number;
  height: number;
  /** Truth boxes of the image's class; at least one. The best-matching one counts. */
  truth: readonly Box[];
  /** The box for the true class; null when there is none, which counts as IoU 0. */
  box: Box | null;
  /** Whether the top-1 class is the true one. */
  top1Right: boolean;
}

export interface LocalizationScores {
  images: number;
  /** Images with truth for which there was no box. */
  withoutBox: number;
  /** Share of images with IoU of at least .3, .5 and .7. */
  gtKnown: { '0.3': number; '0.5': number; '0.7': number };
  meanIou: number;
  top1Classification: number;
  top1Localization: number;
  baselines: {
    /** The whole image as the box: share with IoU of at least .5. */
    wholeImage: number;
    /** A centred box of one relative size for all images, the best of them: share with IoU of at least .5. */
    bestCentredBox: number;
  };
}

/** Relative sizes that the centred box is tried at. */
const CENTRED_SIZES = Array.from({ length: 14 }, (_, i) => (i + 6) / 20);

function bestIou(box: Box, truth: readonly Box[]): number {
  return Math.max(...truth.map((each) => iou(box, each)));
}

function share(values: readonly number[], least: number): number {
  return values.filter((value) => value >= least).length / values.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function centredShare(images: readonly ScoredImage[], size: number): number {
  const ious = images.map(({ width, height, truth }) => bestIou(centredBox(width, height, size), truth));
  return share(ious, 0.5);
}

/** @param images at least one. All results are shares in [0, 1]. */
export function scoreLocalization(images: readonly ScoredImage[]): LocalizationScores {
  const ious = images.map(({ box, truth }) => (box ? bestIou(box, truth) : 0));
  const right = images.map(({ top1Right }) => (top1Right ? 1 : 0));
  return {
    images: images.length,
    withoutBox: images.filter(({ box }) => !box).length,
    gtKnown: { '0.3': share(ious, 0.3), '0.5': share(ious, 0.5), '0.7': share(ious, 0.7) },
    meanIou: mean(ious),
    top1Classification: mean(right),
    top1Localization: share(
      ious.map((value, i) => value * (right[i] ?? 0)),
      0.5,
    ),
    baselines: {
      wholeImage: centredShare(images, 1),
      bestCentredBox: Math.max(...CENTRED_SIZES.map((size) => centredShare(images, size))),
    },
  };
}
