/** A refinement at work: the foreground head's map and box in the place of CI-CAM's, and how sure the box is. */
import type { Box } from '../../../shared/geometry.ts';
import type { ScoreMap } from '../../../shared/scoreMap.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';
import { GEOMETRY } from '../backbones/inceptionV3.ts';
import { GRID } from '../features/featureStore.ts';
import type { Found } from '../prediction/predictBatch.ts';
import { agreement } from './agreement.ts';
import { descriptorMap, type DescriptorTransform } from './descriptorTransform.ts';
import type { CompactFeatures } from './features/compactFeatures.ts';
import { ForegroundHead } from './foregroundHead.ts';
import { joinCompact } from './joinCompact.ts';
import { probabilityMaps } from './probabilityMaps.ts';
import { loadRefinement } from './refinementFile.ts';
import { companionsOf } from './refinementState.ts';
import { refinementSettings } from './settings.ts';

/** An image of which CI-CAM has said what it is. */
export interface ToRefine {
  found: Found;
  /** Upright size in pixels. */
  image: { width: number; height: number };
  /** Row-major [17, 17, 768] */
  mixed6e: Float32Array;
  compact: CompactFeatures;
}

export class Refiner {
  readonly #head: ForegroundHead;
  /** As it was after round 1. */
  readonly #first: ForegroundHead;
  readonly #transform: DescriptorTransform;

  private constructor(head: ForegroundHead, first: ForegroundHead, transform: DescriptorTransform) {
    this.#head = head;
    this.#first = first;
    this.#transform = transform;
  }

  /** That of a file; null when there is none. @throws BoxwrightError `resource-damaged`. */
  static open(path: string): Refiner | null {
    const stored = loadRefinement(path);
    const companions = stored && companionsOf(stored.other);
    if (!companions) return null;
    const { head } = stored;
    const first = ForegroundHead.fromTensors(companions.first, head.normalisation, head.shape);
    return new Refiner(head, first, companions.transform);
  }

  /** @param theta of the box rule of probability maps. */
  refine(batch: readonly ToRefine[], theta: number): Found[] {
    if (batch.length === 0) return [];
    const compact = joinCompact(batch.map((each) => each.compact));
    const [maps, firstMaps] = [this.#head, this.#first].map((head) => probabilityMaps(head, compact));
    return batch.map(({ found, image, mixed6e }, i) => {
      const map = maps![i]!;
      const box = thetaBox(map, theta, image);
      return { ...found, map, box, agreement: this.#agreement(box, firstMaps![i]!, mixed6e, image) };
    });
  }

  dispose(): void {
    this.#head.dispose();
    this.#first.dispose();
  }

  /** Of the box with that of what the folder's images have in common; and of round 1 with itself as the threshold moves. */
  #agreement(last: Box, first: ScoreMap, mixed6e: Float32Array, image: ToRefine['image']): number {
    const { descriptorTheta, firstThresholds } = refinementSettings.agreement;
    const descriptor: ScoreMap = {
      kind: 'activation',
      height: GRID,
      width: GRID,
      values: descriptorMap(this.#transform, mixed6e),
      geometry: GEOMETRY.mixed6e,
    };
    const thresholds = firstThresholds.flat();
    const boxes = {
      last,
      common: thetaBox(descriptor, descriptorTheta, image),
      ...Object.fromEntries(thresholds.map((each) => [each, thetaBox(first, each, image)])),
    };
    return agreement<string>(boxes, [
      { between: ['last', 'common'], weight: firstThresholds.length },
      ...firstThresholds.map(([low, high]) => ({ between: [String(low), String(high)] as const, weight: 1 })),
    ]);
  }
}
