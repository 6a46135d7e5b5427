/** The foreground head's probabilities as score maps. */
import { roundedProbabilities, type ScoreMap } from '../../../shared/scoreMap.ts';
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import type { CompactFeatures } from './features/compactFeatures.ts';
import type { ForegroundHead } from './foregroundHead.ts';
import { sideOf } from './headInput.ts';

/**
 * Of each view, in order; in the steps in which they are kept.
 *
 * @param mirrors of the same images, in the same order: with them the map is the mean of what the head says of the image and,
 *   turned back, of its mirror, in which what it says by chance falls out.
 */
export function probabilityMaps(
  head: ForegroundHead,
  features: CompactFeatures,
  mirrors?: CompactFeatures,
): ScoreMap[] {
  const side = sideOf('conv4a', head.shape.grid);
  const values = head.probabilities(features);
  if (mirrors) averageWithMirrors(values, head.probabilities(mirrors), side);
  const cells = side * side;
  return Array.from({ length: values.length / cells }, (_, i) => ({
    kind: 'probability',
    height: side,
    width: side,
    values: roundedProbabilities(values.subarray(i * cells, (i + 1) * cells)),
    geometry: GEOMETRY.conv4a,
  }));
}

/** Row-major [n, side, side] each; `values` is changed. */
export function averageWithMirrors(values: Float32Array, mirrored: Float32Array, side: number): void {
  for (let row = 0; row < values.length; row += side) {
    for (let x = 0; x < side; x += 1) {
      values[row + x] = (values[row + x]! + mirrored[row + side - 1 - x]!) / 2;
    }
  }
}
