/**
 * Every number of the refinement in one place. One setting serves all data sets: what a number is was chosen by what
 * image labels can tell, never by a set's own boxes. docs/method.md tells what each step brings.
 */

import type { AgreementRule } from './agreement.ts';

/** One round of training of the foreground head on the masks of the round before. */
export interface RoundSettings {
  /** Highest learning rate of the round, reached after the warm-up; it then falls to zero as (1 - t)^power. */
  learningRate: number;
  /** Passes through the training images … */
  epochs: number;
  /** … but at least this many steps, however few the images … */
  leastSteps: number;
  /** … unless each were shown more often than this: a handful is learned by heart sooner. */
  mostPasses?: number;
}

export const refinementSettings = {
  /** Raised with every change that makes a stored head useless to this version, or its boxes other ones. */
  version: 1,

  /** Most images that the head is trained on, balanced over the classes: a big project pays for prediction alone. */
  trainingImages: 1500,
  /** Round 1 learns from the seeds, each later one from the head's own probabilities, cut out by GrabCut. */
  rounds: [
    { learningRate: 2e-3, epochs: 4, leastSteps: 150, mostPasses: 40 },
    { learningRate: 1.5e-3, epochs: 3, leastSteps: 110, mostPasses: 40 },
    { learningRate: 1.5e-3, epochs: 6, leastSteps: 150, mostPasses: 40 },
  ] satisfies RoundSettings[],

  training: {
    /** Images in a step. */
    batchSize: 16,
    /** Steps in which the learning rate rises linearly to its highest. */
    warmUpSteps: 20,
    /** Exponent of the learning rate's fall. */
    power: 0.9,
    /** Chance of an image to be shown mirrored. */
    mirrorShare: 0.5,
    /** Share of the components of Mixed_6e and Mixed_5d that each image of a step is shown without. */
    dropout: 0.2,
    /** Weight of the loss on the coarse grid beside that on the fine one. */
    auxiliaryShare: 0.3,
    /** Images of this weight or less are left out: their masks contradict each other. */
    leastWeight: 0.02,
  },
  /** AdamW. */
  optimiser: {
    /** Share of the variable that is taken off in each step, times the learning rate (decoupled). */
    weightDecay: 1e-4,
    /** Memory of the squared gradient; that of the gradient itself is 0.9. */
    beta2: 0.999,
  },
  head: {
    /** Channels at the coarse (17x17), the middle (35x35) and the fine grid (71x71). */
    widths: { coarse: 64, middle: 64, fine: 32 },
    /** Training images over which the components' mean and deviation are taken. */
    normalisationImages: 200,
  },

  /** Masks of round 1: GrabCut from the descriptor transform's map at one scale and at another. */
  seeds: {
    /** Side in pixels of the larger square at which the transform looks once more: a map of 23 x 23 instead of 17 x 17. */
    closerSide: 395,
    /** The region: what is more than so many standard deviations above the map's mean. */
    deviations: 0.2,
    grabCut: {
      /** Side of the square image that GrabCut works on, in pixels. */
      size: 150,
      iterations: 3,
    },
    levels: {
      /** Highest share of the region that is surely foreground; the rest of it is probably. */
      foregroundShare: 0.2,
      /** Lowest share of what lies outside of it that is surely background; the rest of it is probably. */
      backgroundShare: 0.3,
    },
    /** An image weighs (IoU of its two masks - from) / span, within `least` and 1. */
    weight: { from: 0.2, span: 0.6, least: 0.05 },
  },
  /** Masks of the later rounds: GrabCut from the head's probability p. */
  masks: {
    grabCut: { size: 299, iterations: 2 },
    levels: {
      /** p above: surely foreground. */
      foreground: 0.6,
      /** p above: probably foreground; below, probably background. */
      probable: 0.4,
      /** p below: surely background. */
      background: 0.1,
    },
    /** An image weighs (IoU(mask, p > probable) - from) / span, within `least` and 1. */
    weight: { from: 0.4, span: 0.5, least: 0 },
  },

  /** How sure a box is: see agreement.ts. */
  agreement: {
    lastThresholds: [
      [0.15, 0.6],
      [0.2, 0.4],
      [0.1, 0.7],
    ],
    firstThresholds: [
      [0.2, 0.4],
      [0.1, 0.5],
    ],
    weights: { steadiness: 1, certainty: 2, overlap: 1 },
  } satisfies AgreementRule,

  /** Of the box rule: the probability above which a pixel is the object's. */
  threshold: 0.3,

  /** Learning from boxes that people put right; no part of what a run is called. */
  corrections: {
    /** Of the highest learning rate, after the warm-up; it then falls to zero. */
    learningRate: 5e-4,
    /** Steps of `training.batchSize` images, half of them corrected … */
    steps: 100,
    correctedShare: 0.5,
    /** … but none of them is shown more often than this, so that a few are not learned by heart. */
    mostShown: 30,
    /** Other images, whose probabilities are to stay, beside the corrected ones. */
    replayedImages: 300,
    /** How much an image whose probabilities are to stay counts, a corrected one counting as 1. */
    replayWeight: 0.5,
    /** Weight of the box's projections beside the cross-entropy of the cells. */
    projectionWeight: 0.5,
    /** Outlines within corrected boxes. */
    grabCut: { size: 150, iterations: 3 },
    /** Inside a box whose outline fills less of it than this, cells are left to the projections. */
    leastFill: 0.6,
    threshold: {
      /** From so many corrected images on, some are held out to choose the threshold by. */
      from: 20,
      /** One of so many is. */
      oneOf: 4,
      /** The gain must be so many times its standard error: the best of many choices is often so by chance. */
      leastErrors: 2,
      choices: [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6],
    },
  },
} as const;
