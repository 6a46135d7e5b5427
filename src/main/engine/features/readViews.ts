/** Features of views in a given order: from the cache where they are, from the backbone where they are not. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import type { Padding } from '../backbones/convolution.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { emptyCompact, type CompactFeatures } from '../refinement/features/compactFeatures.ts';
import { extractFeatures, type ViewFeatures } from './extractFeatures.ts';
import type { FeatureStore } from './featureStore.ts';
import { lacking, type ViewTask } from './viewTasks.ts';

const BATCH = 16;

export interface KnownView<I extends EngineImage> {
  task: ViewTask<I>;
  /** Row-major [17, 17, 768]; null when not asked for. */
  mixed6e: Float32Array | null;
  /** null when not asked for. */
  compact: CompactFeatures | null;
}

/** Looks at views, in order, as they are taken. */
class Looking<I extends EngineImage> {
  readonly #views: AsyncGenerator<ViewFeatures<ViewTask<I>>[]>;
  #batch: ViewFeatures<ViewTask<I>>[] = [];

  constructor(tasks: readonly ViewTask<I>[], padding: Padding, context: EngineContext) {
    this.#views = look(tasks, padding, context);
  }

  /** @returns null when the view could not be decoded. */
  async take(task: ViewTask<I>): Promise<ViewFeatures<ViewTask<I>> | null> {
    while (this.#batch.length === 0) {
      const next = await this.#views.next();
      if (next.done) return null;
      this.#batch = next.value;
    }
    return this.#batch[0]?.task === task ? (this.#batch.shift() ?? null) : null;
  }

  async end(): Promise<void> {
    await this.#views.return(undefined);
  }
}

/** The backbone is loaded when the first view is taken. */
async function* look<I extends EngineImage>(
  tasks: readonly ViewTask<I>[],
  padding: Padding,
  context: EngineContext,
): AsyncGenerator<ViewFeatures<ViewTask<I>>[]> {
  const backbone = loadBackbone(padding);
  try {
    yield* extractFeatures(backbone, tasks, context);
  } finally {
    backbone.dispose();
  }
}

/**
 * What is asked for of each view, in the order given, a batch at a time; images that cannot be read are reported as
 * `image-failed` and left out. Mixed_6e that had to be computed is kept while there is room for it; compact features
 * are not: those of a project's training images are there, and those of all others would take too much.
 *
 * @param store null: nothing is cached.
 * @throws BoxwrightError `cancelled` between two batches; `resource-damaged`.
 */
export async function* readViews<I extends EngineImage>(
  tasks: readonly ViewTask<I>[],
  store: FeatureStore | null,
  padding: Padding,
  context: EngineContext,
): AsyncGenerator<KnownView<I>[]> {
  const missing = new Set(store ? tasks.filter((task) => lacking(task, store) !== null) : tasks);
  const looking = new Looking([...missing], padding, context);
  try {
    for (let start = 0; start < tasks.length; start += BATCH) {
      throwIfCancelled(context.signal);
      await yieldToEvents();
      const batch: KnownView<I>[] = [];
      for (const task of tasks.slice(start, start + BATCH)) {
        const known =
          store && !missing.has(task) ? cached(task, store) : fresh(await looking.take(task), store);
        if (known) batch.push(known);
      }
      yield batch;
    }
  } finally {
    await looking.end();
  }
}

function cached<I extends EngineImage>(task: ViewTask<I>, store: FeatureStore): KnownView<I> {
  const { contentHash } = task.image;
  const cache = store.of(task.view);
  const mixed6e = task.mixed6e ? new Float32Array(cache.size) : null;
  if (mixed6e) cache.read(contentHash, mixed6e, 0);
  const compact = task.compact ? emptyCompact(1) : null;
  if (compact) store.compact(task.view).read(contentHash, compact, 0);
  return { task, mixed6e, compact };
}

function fresh<I extends EngineImage>(
  found: ViewFeatures<ViewTask<I>> | null,
  store: FeatureStore | null,
): KnownView<I> | null {
  if (!found) return null;
  const { task, features, compact } = found;
  if (store && task.mixed6e) keep(store, task, features);
  return { task, mixed6e: task.mixed6e ? features : null, compact };
}

function keep<I extends EngineImage>(store: FeatureStore, task: ViewTask<I>, features: Float32Array): void {
  const cache = store.of(task.view);
  const { contentHash } = task.image;
  if (store.room.isFull() || cache.has(contentHash)) return;
  store.room.add(cache.write(contentHash, features));
}
