/** The threshold of the box rule, chosen on corrected boxes that nothing was learned from. */
import type { CorrectedImage } from '../../../../shared/engine.ts';
import { iou } from '../../../../shared/geometry.ts';
import type { ScoreMap } from '../../../../shared/scoreMap.ts';
import { thetaBox } from '../../../../shared/thetaBox.ts';
import { refinementSettings } from '../settings.ts';

/** A corrected image that was held out, and the head's map of it. */
export interface HeldOut {
  image: CorrectedImage;
  map: ScoreMap;
}

/** IoU of the map's box with the nearest of the image's. */
function hit({ image, map }: HeldOut, threshold: number): number {
  const found = thetaBox(map, threshold, image);
  return Math.max(...image.boxes.map((box) => iou(found, box)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The choice whose boxes overlap best with those of people; the present one, unless the gain is twice its standard error
 * over the images: the best of many choices is often the best by chance.
 */
export function chooseThreshold(
  heldOut: readonly HeldOut[],
  present: number,
  choices: readonly number[],
): number {
  if (heldOut.length < 2) return present;
  const now = heldOut.map((each) => hit(each, present));
  let best = { threshold: present, gain: 0, error: 0 };
  for (const threshold of choices) {
    const gains = heldOut.map((each, i) => hit(each, threshold) - now[i]!);
    const gain = mean(gains);
    const variance = gains.reduce((sum, each) => sum + (each - gain) ** 2, 0) / (gains.length - 1);
    if (gain > best.gain) best = { threshold, gain, error: Math.sqrt(variance / gains.length) };
  }
  const { leastErrors } = refinementSettings.corrections.threshold;
  return best.gain > leastErrors * best.error ? best.threshold : present;
}
