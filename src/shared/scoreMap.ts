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

export interface ScoreMap {
  height: number;
  width: number;
  /** Row-major [height, width]. */
  values: Float32Array;
  geometry: MapGeometry;
}
