/** Runs the backbone over views of images: decoded by sharp's threads, a batch ahead of TensorFlow. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { squareView, type View } from '../../imaging/squareView.ts';
import { INPUT_SIZE, type InceptionV3 } from '../backbones/inceptionV3.ts';
import { inScope, tf } from '../tensorflow.ts';

/** Views in one pass of the backbone: beyond this it gets no faster, only larger. */
export const BATCH = 8;

export interface ImageView<I extends EngineImage> {
  image: I;
  view: View;
}

export interface ViewFeatures<I extends EngineImage> extends ImageView<I> {
  /** Mixed_6e, row-major [17, 17, 768] */
  features: Float32Array;
}

interface DecodedView<I extends EngineImage> extends ImageView<I> {
  /** [299, 299, 3] */
  pixels: Uint8Array;
}

/** Decodes batches and reports each image that cannot be decoded, once. */
class Decoder<I extends EngineImage> {
  readonly #context: EngineContext;
  readonly #failed = new Set<I>();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  async decodeBatch(batch: readonly ImageView<I>[]): Promise<DecodedView<I>[]> {
    const decoded = await Promise.all(batch.map((each) => this.#decode(each)));
    return decoded.filter((each) => each !== null);
  }

  async #decode({ image, view }: ImageView<I>): Promise<DecodedView<I> | null> {
    try {
      return { image, view, pixels: await squareView(image.path, view, INPUT_SIZE) };
    } catch (error) {
      if (this.#failed.has(image)) return null;
      this.#failed.add(image);
      const reason = (error as Error).message;
      this.#context.onEvent?.({ kind: 'image-failed', imageId: image.id, path: image.path, reason });
      return null;
    }
  }
}

function mixed6e<I extends EngineImage>(backbone: InceptionV3, batch: DecodedView<I>[]): ViewFeatures<I>[] {
  if (batch.length === 0) return [];
  const values = inScope(() => {
    const pixels = batch.map((each) => tf.tensor3d(each.pixels, [INPUT_SIZE, INPUT_SIZE, 3], 'int32'));
    const input: tf.Tensor4D = tf.sub(tf.div(tf.cast(tf.stack(pixels), 'float32'), 128), 1);
    return backbone.forward(input).mixed6e.dataSync<'float32'>();
  });
  const size = values.length / batch.length;
  return batch.map(({ image, view }, i) => ({
    image,
    view,
    features: values.subarray(i * size, (i + 1) * size),
  }));
}

/**
 * The features of each view that can be decoded, in the order given, a batch at a time. An image that cannot be is
 * reported as `image-failed` and left out.
 *
 * @throws BoxwrightError `cancelled` between two batches.
 */
export async function* extractFeatures<I extends EngineImage>(
  backbone: InceptionV3,
  views: readonly ImageView<I>[],
  context: EngineContext,
): AsyncGenerator<ViewFeatures<I>[]> {
  const decoder = new Decoder<I>(context);
  let next = decoder.decodeBatch(views.slice(0, BATCH));
  for (let start = 0; start < views.length; start += BATCH) {
    throwIfCancelled(context.signal);
    const batch = await next;
    next = decoder.decodeBatch(views.slice(start + BATCH, start + 2 * BATCH));
    // TensorFlow holds this thread; let the reads that have come in meanwhile be handed on first.
    await yieldToEvents();
    yield mixed6e(backbone, batch);
  }
}
