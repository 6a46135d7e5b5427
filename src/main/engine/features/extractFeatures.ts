/** Runs the backbone over views of images: decoded by sharp's threads, a batch ahead of TensorFlow. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { squareView } from '../../imaging/squareView.ts';
import { INPUT_SIZE, type InceptionMaps, type InceptionV3 } from '../backbones/inceptionV3.ts';
import { loadCompactBasis } from '../refinement/features/compactBasis.ts';
import type { CompactFeatures } from '../refinement/features/compactFeatures.ts';
import { CompactProjection } from '../refinement/features/projection.ts';
import { inScope, tf } from '../tensorflow.ts';
import type { FeatureView } from './featureStore.ts';

/** Views in one pass of the backbone: beyond this it gets no faster, only larger. */
export const BATCH = 8;

export interface ViewToLookAt {
  image: EngineImage;
  view: FeatureView;
  /** Whether its compact features are wanted too. */
  compact?: boolean;
}

export interface ViewFeatures<Task extends ViewToLookAt> {
  task: Task;
  /** Mixed_6e, row-major [17, 17, 768] */
  features: Float32Array;
  /** null when they were not asked for. */
  compact: CompactFeatures | null;
}

interface DecodedView<Task extends ViewToLookAt> {
  task: Task;
  /** [299, 299, 3], not mirrored. */
  pixels: Uint8Array;
}

/** Decodes batches and reports each image that cannot be decoded, once. */
class Decoder {
  readonly #context: EngineContext;
  readonly #failed = new Set<EngineImage>();
  /** An image and its mirror follow each other. */
  #whole: { image: EngineImage; pixels: Promise<Uint8Array> } | null = null;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  async decodeBatch<Task extends ViewToLookAt>(batch: readonly Task[]): Promise<DecodedView<Task>[]> {
    const decoded = await Promise.all(batch.map((task) => this.#decode(task)));
    return decoded.filter((each) => each !== null);
  }

  async #decode<Task extends ViewToLookAt>(task: Task): Promise<DecodedView<Task> | null> {
    const { image } = task;
    try {
      return { task, pixels: await this.#pixels(task) };
    } catch (error) {
      if (this.#failed.has(image)) return null;
      this.#failed.add(image);
      const reason = (error as Error).message;
      this.#context.onEvent?.({ kind: 'image-failed', imageId: image.id, path: image.path, reason });
      return null;
    }
  }

  #pixels({ image, view }: ViewToLookAt): Promise<Uint8Array> {
    if (view === 'crop') return squareView(image.path, view, INPUT_SIZE);
    if (this.#whole?.image !== image)
      this.#whole = { image, pixels: squareView(image.path, 'full', INPUT_SIZE) };
    return this.#whole.pixels;
  }
}

/** [batch, 299, 299, 3] as the backbone takes it. */
function inputOf(batch: readonly DecodedView<ViewToLookAt>[]): tf.Tensor4D {
  const views = batch.map(({ task, pixels }) => {
    const image = tf.tensor3d(pixels, [INPUT_SIZE, INPUT_SIZE, 3], 'int32');
    return task.view === 'mirror' ? tf.reverse(image, 1) : image;
  });
  return tf.sub(tf.div(tf.cast(tf.stack(views), 'float32'), 128), 1);
}

/** The maps of some views of a batch. */
function rowsOf(maps: InceptionMaps, rows: readonly number[]): InceptionMaps {
  if (rows.length === maps.mixed6e.shape[0]) return maps;
  const pick = (map: tf.Tensor4D) => tf.gather(map, tf.tensor1d([...rows], 'int32'));
  return { conv4a: pick(maps.conv4a), mixed5d: pick(maps.mixed5d), mixed6e: pick(maps.mixed6e) };
}

function look<Task extends ViewToLookAt>(
  backbone: InceptionV3,
  projection: CompactProjection | null,
  batch: readonly DecodedView<Task>[],
): ViewFeatures<Task>[] {
  if (batch.length === 0) return [];
  const rows = batch.flatMap(({ task }, i) => (task.compact ? [i] : []));
  const { values, compact } = inScope(() => {
    const maps = backbone.forward(inputOf(batch));
    return {
      values: maps.mixed6e.dataSync<'float32'>(),
      compact: projection && rows.length > 0 ? projection.project(rowsOf(maps, rows)) : [],
    };
  });
  const size = values.length / batch.length;
  const compactOf = new Map(rows.map((row, i) => [row, compact[i]]));
  return batch.map(({ task }, i) => ({
    task,
    features: values.subarray(i * size, (i + 1) * size),
    compact: compactOf.get(i) ?? null,
  }));
}

/**
 * The features of each view that can be decoded, in the order given, a batch at a time. An image that cannot be is
 * reported as `image-failed` and left out.
 *
 * @throws BoxwrightError `cancelled` between two batches; `resource-damaged` for the basis of the compact features, which
 *   is read only when any are asked for.
 */
export async function* extractFeatures<Task extends ViewToLookAt>(
  backbone: InceptionV3,
  views: readonly Task[],
  context: EngineContext,
): AsyncGenerator<ViewFeatures<Task>[]> {
  const projection = views.some(({ compact }) => compact) ? new CompactProjection(loadCompactBasis()) : null;
  const decoder = new Decoder(context);
  try {
    let next = decoder.decodeBatch(views.slice(0, BATCH));
    for (let start = 0; start < views.length; start += BATCH) {
      throwIfCancelled(context.signal);
      const batch = await next;
      next = decoder.decodeBatch(views.slice(start + BATCH, start + 2 * BATCH));
      // TensorFlow holds this thread; let the reads that have come in meanwhile be handed on first.
      await yieldToEvents();
      yield look(backbone, projection, batch);
    }
  } finally {
    projection?.dispose();
  }
}
