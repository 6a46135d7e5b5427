/** Boxes of a few images after each round, for a person to watch. */
import type { LabeledImage } from '../../../shared/engine.ts';
import type { EngineContext, SampleBox } from '../../../shared/engineEvents.ts';
import { thetaBox } from '../../../shared/thetaBox.ts';
import type { FeatureStore } from '../features/featureStore.ts';
import { readViews } from '../features/readViews.ts';
import { viewTasks } from '../features/viewTasks.ts';
import type { OpenedModel } from '../prediction/openModel.ts';
import { classEvidence } from './classEvidence.ts';
import type { CompactFeatures } from './features/compactFeatures.ts';
import type { ForegroundHead } from './foregroundHead.ts';
import { joinCompact } from './joinCompact.ts';
import { probabilityMaps } from './probabilityMaps.ts';
import { refinementSettings } from './settings.ts';

interface Watched {
  image: LabeledImage;
  score: number;
  compact: CompactFeatures;
}

export class WatchedImages {
  readonly #watched: readonly Watched[];

  private constructor(watched: readonly Watched[]) {
    this.#watched = watched;
  }

  /** Those of the images that are wanted and can be read. @throws BoxwrightError `cancelled`, `resource-damaged`. */
  static async read(
    images: readonly LabeledImage[],
    { head, description }: OpenedModel,
    store: FeatureStore,
    context: EngineContext,
  ): Promise<WatchedImages> {
    const tasks = images.flatMap((image) => viewTasks(image, { mixed6e: ['full'], compact: ['full'] }));
    const watched: Watched[] = [];
    for await (const batch of readViews(tasks, store, store.padding, context)) {
      for (const { task, mixed6e, compact } of batch) {
        if (!mixed6e || !compact) continue;
        const [evidence] = classEvidence(head, description, { images: [task.image], features: mixed6e });
        watched.push({ image: task.image, score: evidence?.score ?? 0, compact });
      }
    }
    return new WatchedImages(watched);
  }

  /** By the head as it is now. */
  boxes(head: ForegroundHead): SampleBox[] {
    if (this.#watched.length === 0) return [];
    const maps = probabilityMaps(head, joinCompact(this.#watched.map(({ compact }) => compact)));
    return this.#watched.map(({ image, score }, i) => ({
      imageId: image.id,
      classIndex: image.label,
      score,
      box: thetaBox(maps[i]!, refinementSettings.threshold, image),
    }));
  }
}
