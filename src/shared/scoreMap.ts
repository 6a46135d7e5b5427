/**
 * A score map on the network's grid and where its cells lie in the image.
 *
 * The grid of a convolutional trunk is not a stretched copy of its input: with `valid` convolutions at the
 * start, cell i is centred on input pixel `firstCentre + stride * i`. In units of the whole input (an input of
 * `inputSize` pixels squeezed from the image), that is the linear rule kept here.
 */
export interface MapGeometry {
  /** Side of the square network input, in pixels. */
  inputSize: number;
  /** Centre of cell 0, in input pixels (pixel i covers [i, i + 1), its centre is i + 0.5). */
  firstCentre: number;
  /** Distance between the centres of neighbouring cells, in input pixels. */
  stride: number;
}

/** Values on a grid of the network, and where in the image they lie. */
export interface MapGrid {
  height: number;
  width: number;
  /** Row-major [height, width]. */
  values: Float32Array;
  geometry: MapGeometry;
}

/**
 * `activation`: CI-CAM's evidence, whose values have no scale of their own. `probability`: of the object at each cell, in
 * [0, 1], by the foreground head of refinement. Each has its own rule for the box; see thetaBox.ts.
 */
export const mapKinds = ['activation', 'probability'] as const;
export type MapKind = (typeof mapKinds)[number];

export interface ScoreMap extends MapGrid {
  kind: MapKind;
}

/** Steps of a probability that is kept: whole percents, which is as fine as a threshold is set. */
export const PROBABILITY_STEPS = 100;

/** Probabilities in [0, 1] rounded to the steps that are kept, so that a map is the same before and after it was stored. */
export function roundedProbabilities(values: Float32Array): Float32Array {
  return values.map((value) => Math.round(value * PROBABILITY_STEPS) / PROBABILITY_STEPS);
}
