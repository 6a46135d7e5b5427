/** Which features of which views are wanted, and which of them are not there yet. */
import type { EngineImage } from '../../../shared/engineEvents.ts';
import { featureViews, type FeatureStore, type FeatureView } from './featureStore.ts';

/** What is wanted of one image. */
export interface Wanted {
  /** Views of which Mixed_6e is wanted in full. */
  mixed6e: readonly FeatureView[];
  /** Views of which the compact features are wanted. */
  compact: readonly FeatureView[];
}

/** What is wanted of one view of one image. */
export interface ViewTask<I extends EngineImage> {
  image: I;
  view: FeatureView;
  mixed6e: boolean;
  compact: boolean;
}

/** A task for each view of the image of which anything is wanted. */
export function viewTasks<I extends EngineImage>(image: I, { mixed6e, compact }: Wanted): ViewTask<I>[] {
  return featureViews.flatMap((view) => {
    const task = { image, view, mixed6e: mixed6e.includes(view), compact: compact.includes(view) };
    return task.mixed6e || task.compact ? [task] : [];
  });
}

/** What is left of the task when what is cached is taken off; null when nothing is. */
export function lacking<I extends EngineImage>(task: ViewTask<I>, store: FeatureStore): ViewTask<I> | null {
  const { contentHash } = task.image;
  const mixed6e = task.mixed6e && !store.of(task.view).has(contentHash);
  const compact = task.compact && !store.compact(task.view).has(contentHash);
  return mixed6e || compact ? { ...task, mixed6e, compact } : null;
}

/** Views of which anything is wanted and, of these, those of which anything is missing. */
export function countTasks<I extends EngineImage>(
  images: readonly I[],
  wanted: (image: I) => Wanted,
  store: FeatureStore,
): { views: number; missing: number } {
  const tasks = images.flatMap((image) => viewTasks(image, wanted(image)));
  return { views: tasks.length, missing: tasks.filter((task) => lacking(task, store) !== null).length };
}
