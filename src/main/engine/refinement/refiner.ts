/** A refinement at work: the foreground head's map and box in the place of CI-CAM's, and how sure the box is. */
import { thetaBox } from '../../../shared/thetaBox.ts';
import type { Found } from '../prediction/predictBatch.ts';
import { agreement } from './agreement.ts';
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
  compact: CompactFeatures;
}

export class Refiner {
  readonly #head: ForegroundHead;
  /** As it was after round 1. */
  readonly #first: ForegroundHead;

  private constructor(head: ForegroundHead, first: ForegroundHead) {
    this.#head = head;
    this.#first = first;
  }

  /** That of a file; null when there is none. @throws BoxwrightError `resource-damaged`. */
  static open(path: string): Refiner | null {
    const stored = loadRefinement(path);
    const companions = stored && companionsOf(stored.other);
    if (!companions) return null;
    const { head } = stored;
    const first = ForegroundHead.fromTensors(companions.first, head.normalisation, head.shape);
    return new Refiner(head, first);
  }

  /** @param theta of the box rule of probability maps. */
  refine(batch: readonly ToRefine[], theta: number): Found[] {
    if (batch.length === 0) return [];
    const { agreement: rule, threshold } = refinementSettings;
    const compact = joinCompact(batch.map((each) => each.compact));
    const [maps, firstMaps] = [this.#head, this.#first].map((head) => probabilityMaps(head, compact));
    return batch.map(({ found, image }, i) => {
      const map = maps![i]!;
      const sure = agreement(map, firstMaps![i]!, threshold, rule);
      return { ...found, map, box: thetaBox(map, theta, image), agreement: sure };
    });
  }

  dispose(): void {
    this.#head.dispose();
    this.#first.dispose();
  }
}
