/** The foreground head's probabilities as score maps. */
import { roundedProbabilities, type ScoreMap } from '../../../shared/scoreMap.ts';
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import type { CompactFeatures } from './features/compactFeatures.ts';
import type { ForegroundHead } from './foregroundHead.ts';
import { sideOf } from './headInput.ts';

/** Of each view, in order; in the steps in which they are kept. */
export function probabilityMaps(head: ForegroundHead, features: CompactFeatures): ScoreMap[] {
  const values = head.probabilities(features);
  const side = sideOf('conv4a', head.shape.grid);
  const cells = side * side;
  return Array.from({ length: values.length / cells }, (_, i) => ({
    kind: 'probability',
    height: side,
    width: side,
    values: roundedProbabilities(values.subarray(i * cells, (i + 1) * cells)),
    geometry: GEOMETRY.conv4a,
  }));
}
