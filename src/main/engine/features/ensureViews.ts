/** Features of a project's images, computed once and kept on disk: each view is looked at once, whatever is wanted of it. */
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { COMPACT_FILE_SIZE } from '../refinement/features/compactCache.ts';
import { extractFeatures } from './extractFeatures.ts';
import type { FeatureStore } from './featureStore.ts';
import { lacking, viewTasks, type ViewTask, type Wanted } from './viewTasks.ts';

/** Bytes of Mixed_6e of one view on disk: of photographs, about. */
const MIXED_6E_BYTES = 70_000;

/**
 * Computes and caches what is not cached yet; the backbone is loaded only if anything is. Where the cache would grow too
 * big, features that nobody asks for here make room.
 *
 * @param stage under which progress is reported, in views.
 * @returns the images that could be read; the others were reported as `image-failed`.
 * @throws BoxwrightError `cancelled` between two batches; what is cached by then stays.
 */
export async function ensureViews<I extends EngineImage>(
  images: readonly I[],
  wanted: (image: I) => Wanted,
  store: FeatureStore,
  stage: string,
  context: EngineContext,
): Promise<I[]> {
  const tasks = images.flatMap((image) => viewTasks(image, wanted(image)));
  const missing = tasks.map((task) => lacking(task, store)).filter((task) => task !== null);
  if (missing.length === 0) return [...images];
  makeRoom(tasks, missing, store);
  const failed = new Set<number>();
  const report = (looked: number) => {
    const done = tasks.length - missing.length + looked;
    context.onEvent?.({ kind: 'progress', stage, done, total: tasks.length });
  };
  await computeMissing(missing, store, hearingFailures(context, failed), report);
  return images.filter(({ id }) => !failed.has(id));
}

function hearingFailures(context: EngineContext, failed: Set<number>): EngineContext {
  return {
    ...context,
    onEvent: (event) => {
      if (event.kind === 'image-failed') failed.add(event.imageId);
      context.onEvent?.(event);
    },
  };
}

function makeRoom<I extends EngineImage>(
  tasks: readonly ViewTask<I>[],
  missing: readonly ViewTask<I>[],
  store: FeatureStore,
): void {
  const bytes = missing.reduce(
    (sum, { mixed6e, compact }) => sum + (mixed6e ? MIXED_6E_BYTES : 0) + (compact ? COMPACT_FILE_SIZE : 0),
    0,
  );
  const needed = new Set(
    tasks.flatMap(({ image: { contentHash }, view, mixed6e, compact }) => [
      ...(mixed6e ? [store.of(view).path(contentHash)] : []),
      ...(compact ? [store.compact(view).path(contentHash)] : []),
    ]),
  );
  store.room.make(bytes, (path) => needed.has(path));
}

async function computeMissing<I extends EngineImage>(
  missing: ViewTask<I>[],
  store: FeatureStore,
  context: EngineContext,
  report: (looked: number) => void,
): Promise<void> {
  const backbone = loadBackbone(store.padding);
  let looked = 0;
  try {
    for await (const batch of extractFeatures(backbone, missing, context)) {
      for (const { task, features, compact } of batch) {
        const { contentHash } = task.image;
        if (task.mixed6e) store.room.add(store.of(task.view).write(contentHash, features));
        if (compact) store.room.add(store.compact(task.view).write(contentHash, compact));
      }
      looked += batch.length;
      report(looked);
    }
  } finally {
    backbone.dispose();
  }
}
