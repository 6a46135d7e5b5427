/**
 * Every number of the refinement in one place. One setting serves all data sets: what a number is was chosen by what
 * image labels can tell, never by a set's own boxes. docs/method.md tells what each step brings.
 */

/** One round of training of the foreground head on the masks of the round before. */
export interface RoundSettings {
  /** Highest learning rate of the round, reached after the warm-up; it then falls to zero as (1 - t)^power. */
  learningRate: number;
  /** Passes through the training images … */
  epochs: number;
  /** … but at least this many steps, however few the images. */
  leastSteps: number;
}

export const refinementSettings = {
  /** Raised with every change that makes a stored head useless to this version, or its boxes other ones. */
  version: 1,

  /** Most images that the head is trained on, balanced over the classes: a big project pays for prediction alone. */
  trainingImages: 1500,
  /** Round 1 learns from the seeds, each later one from the head's own probabilities, cut out by GrabCut. */
  rounds: [
    { learningRate: 2e-3, epochs: 4, leastSteps: 150 },
    { learningRate: 1.5e-3, epochs: 3, leastSteps: 110 },
    { learningRate: 1.5e-3, epochs: 3, leastSteps: 110 },
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

  /** Masks of round 1: GrabCut from DDT's map and from its sum with CI-CAM's, each stretched over [0, 1]. */
  seeds: {
    grabCut: {
      /** Side of the square image that GrabCut works on, in pixels. */
      size: 150,
      iterations: 3,
    },
    levels: {
      /** The region: what is above the mean once all at or below this share of the maximum is set to zero. */
      theta: 0.2,
      /** Highest share of the region that is surely foreground; the rest of it is probably. */
      foregroundShare: 0.2,
      /** Lowest share of what lies outside of it that is surely background; the rest of it is probably. */
      backgroundShare: 0.3,
    },
  },
  /** Masks of the later rounds: GrabCut from the head's probability p. */
  masks: {
    grabCut: { size: 299, iterations: 2 },
    levels: {
      /** p above: surely foreground. */
      foreground: 0.6,
      /** p above: probably foreground; below, probably background. */
      probable: 0.3,
      /** p below: surely background. */
      background: 0.05,
    },
    /** An image weighs (IoU(mask, p > probable) - from) / span, within 0 and 1. */
    weight: { from: 0.4, span: 0.5 },
  },

  /** What a box is compared with to tell how sure it is. */
  agreement: {
    /** theta of the box of the descriptor transform alone, by CI-CAM's rule. */
    descriptorTheta: 0.2,
    /** Pairs of thresholds between which the box of round 1 should change little. */
    firstThresholds: [
      [0.2, 0.4],
      [0.1, 0.5],
    ] satisfies [number, number][],
  },

  /** Of the box rule: the probability above which a pixel is the object's. */
  threshold: 0.3,
} as const;
