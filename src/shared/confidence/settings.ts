/** Every number of the confidence, in one place. Units: logits unless said otherwise. */

/** Reviewed boxes below which nothing is promised. */
export const LEAST_REVIEWED = 30;

/**
 * Share of the posterior predictive that a stated interval holds. What is promised is nine cases of ten; the rest is margin,
 * since no curve fits a real project exactly: with .9 the truth lay within it in 88 to 90 of 100 cases of bench/confidence.ts.
 */
export const INTERVAL_SHARE = 0.94;

/** An interval wider than this, as a share of the boxes, helps nobody to decide: it is not stated. */
export const WIDEST_INTERVAL = 0.4;

/** So many reviewed boxes must lie at or above the bar, and one at least in each half of what is above it. */
export const LEAST_ABOVE = 3;

/** Two standards for "right": IoU of the model's box and the person's. */
export const STANDARDS = [0.5, 0.7] as const;
export type Standard = (typeof STANDARDS)[number];

/**
 * Before any review: a box of middling agreement is right with a chance of 50 to 99 % (two deviations around 88 %), and
 * a standard deviation of agreement (in ranks) is worth a factor e^0.8 of the odds. The slope is pooled from three data
 * sets: share of right boxes (IoU >= .5) in the better half and the worst fifth by agreement .98 / .89 on birds30, .92 /
 * .71 on zoo2, .83 / .43 on tinyvid5, which are slopes of 0.82, 0.70 and 0.85. The level differs so much between them
 * that its prior says next to nothing.
 */
export const LEVEL_PRIOR = { mean: 2, deviation: 2 } as const;
export const SLOPE_PRIOR = { mean: 0.8, deviation: 0.7 } as const;

/** How much classes of one project differ in level: .92 and .66 of zoo2's two classes are 1.8 apart. */
export const CLASS_DEVIATION = 0.8;

/** Draws of the posterior: enough for an interval's end to lie within about a tenth of its width. */
export const DRAWS = 400;
