/** Runs the backbone over images: decoded by sharp's threads, a batch ahead of TensorFlow. */
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { throwIfCancelled } from '../../../shared/errors.ts';
import type { EngineContext, EngineImage } from '../../../shared/engineEvents.ts';
import { squareView } from '../../imaging/squareView.ts';
import { INPUT_SIZE, type InceptionV3 } from '../backbones/inceptionV3.ts';
import { tf } from '../tensorflow.ts';

/** Images in one pass of the backbone: beyond this it gets no faster, only larger. */
const BATCH = 8;

export interface ImageFeatures<I extends EngineImage> {
  image: I;
  /** Mixed_6e, row-major [17, 17, 768] */
  features: Float32Array;
}

interface Decoded<I extends EngineImage> {
  image: I;
  /** [299, 299, 3] */
  pixels: Uint8Array;
}

async function decode<I extends EngineImage>(
  image: I,
  { onEvent }: EngineContext,
): Promise<Decoded<I> | null> {
  try {
    return { image, pixels: await squareView(image.path, INPUT_SIZE) };
  } catch (error) {
    const reason = (error as Error).message;
    onEvent?.({ kind: 'image-failed', imageId: image.id, path: image.path, reason });
    return null;
  }
}

async function decodeBatch<I extends EngineImage>(
  images: I[],
  context: EngineContext,
): Promise<Decoded<I>[]> {
  const decoded = await Promise.all(images.map((image) => decode(image, context)));
  return decoded.filter((each) => each !== null);
}

function mixed6e<I extends EngineImage>(backbone: InceptionV3, batch: Decoded<I>[]): ImageFeatures<I>[] {
  if (batch.length === 0) return [];
  const values = tf.tidy(() => {
    const views = batch.map(({ pixels }) => tf.tensor3d(pixels, [INPUT_SIZE, INPUT_SIZE, 3], 'int32'));
    const input: tf.Tensor4D = tf.sub(tf.div(tf.stack(views).toFloat(), 128), 1);
    return backbone.forward(input).mixed6e.dataSync<'float32'>();
  });
  const size = values.length / batch.length;
  return batch.map(({ image }, i) => ({ image, features: values.subarray(i * size, (i + 1) * size) }));
}

/**
 * The features of each readable image, in the order given, a batch at a time. An image that cannot be decoded is
 * reported as `image-failed` and left out.
 *
 * @throws BoxwrightError `cancelled` between two batches.
 */
export async function* extractFeatures<I extends EngineImage>(
  backbone: InceptionV3,
  images: readonly I[],
  context: EngineContext,
): AsyncGenerator<ImageFeatures<I>[]> {
  let next = decodeBatch(images.slice(0, BATCH), context);
  for (let start = 0; start < images.length; start += BATCH) {
    throwIfCancelled(context.signal);
    const batch = await next;
    next = decodeBatch(images.slice(start + BATCH, start + 2 * BATCH), context);
    // TensorFlow holds this thread; let the reads that have come in meanwhile be handed on first.
    await yieldToEvents();
    yield mixed6e(backbone, batch);
  }
}
