/**
 * The descriptor transform at a finer scale. The same image squeezed to a larger square gives a map of more cells, and so
 * outlines that are nearer to the object's; p and m are those of the usual scale, because the channels are the same.
 */
import type { EngineImage } from '../../../shared/engineEvents.ts';
import type { MapGeometry, MapGrid } from '../../../shared/scoreMap.ts';
import { squareView } from '../../imaging/squareView.ts';
import type { Padding } from '../backbones/convolution.ts';
import { GEOMETRY, type InceptionV3 } from '../backbones/inceptionV3.ts';
import { loadBackbone } from '../backbones/loadBackbone.ts';
import { inScope, tf } from '../tensorflow.ts';
import { descriptorMap, type DescriptorTransform } from './descriptorTransform.ts';
import { refinementSettings } from './settings.ts';

const { closerSide: SIDE } = refinementSettings.seeds;
const GEOMETRY_HERE: MapGeometry = { ...GEOMETRY.mixed6e, inputSize: SIDE };
/** Images in one pass of the backbone: beyond this it gets no faster, only larger. */
const BATCH = 8;

/** Holds the backbone until it is disposed of. */
export class CloserLook {
  readonly #backbone: InceptionV3;
  readonly #transform: DescriptorTransform;

  /** @throws BoxwrightError `resource-damaged`. */
  constructor(transform: DescriptorTransform, padding: Padding) {
    this.#backbone = loadBackbone(padding);
    this.#transform = transform;
  }

  /** d of each image, [23, 23]; null where it cannot be read. */
  async maps(images: readonly EngineImage[]): Promise<(MapGrid | null)[]> {
    const decoded = await Promise.all(
      images.map(({ path }) => squareView(path, 'full', SIDE).catch(() => null)),
    );
    const readable = decoded.filter((pixels) => pixels !== null);
    const maps: MapGrid[] = [];
    for (let start = 0; start < readable.length; start += BATCH)
      maps.push(...this.#look(readable.slice(start, start + BATCH)));
    return decoded.map((pixels) => (pixels ? (maps.shift() ?? null) : null));
  }

  #look(batch: readonly Uint8Array[]): MapGrid[] {
    const { features, cells } = inScope(() => {
      const views = batch.map((pixels) => tf.tensor3d(pixels, [SIDE, SIDE, 3], 'int32'));
      const input: tf.Tensor4D = tf.sub(tf.div(tf.cast(tf.stack(views), 'float32'), 128), 1);
      const { mixed6e } = this.#backbone.forward(input);
      return { features: mixed6e.dataSync<'float32'>(), cells: mixed6e.shape[1] };
    });
    const values = descriptorMap(this.#transform, features);
    const size = cells * cells;
    return batch.map((_, i) => ({
      height: cells,
      width: cells,
      values: values.subarray(i * size, (i + 1) * size),
      geometry: GEOMETRY_HERE,
    }));
  }

  dispose(): void {
    this.#backbone.dispose();
  }
}
