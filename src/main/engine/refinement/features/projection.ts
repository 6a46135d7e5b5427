/** From the backbone's maps to compact features. */
import type { InceptionMaps } from '../../backbones/inceptionV3.ts';
import { inScope, tf } from '../../tensorflow.ts';
import type { CompactBasis, MapBasis } from './compactBasis.ts';
import {
  COMPACT_SCALE,
  COMPACT_ZERO,
  compactMaps,
  compactShapes,
  compactSize,
  type CompactFeatures,
  type CompactMap,
} from './compactFeatures.ts';

/** byte = sqrt(x) . weights + offset, before rounding. */
interface Affine {
  /** [channels, components] */
  weights: tf.Tensor2D;
  /** [components] */
  offset: tf.Tensor1D;
}

/** 24 (sqrt(x) - mean) . projection + 128 with all that does not depend on x taken together: one product a map. */
function affineOf({ mean, projection }: MapBasis, components: number): Affine {
  return inScope(() => {
    const weights = tf.mul<tf.Tensor2D>(tf.tensor2d(projection, [mean.length, components]), COMPACT_SCALE);
    const shift = tf.squeeze<tf.Tensor1D>(tf.matMul(tf.tensor2d(mean, [1, mean.length]), weights));
    return { weights: tf.keep(weights), offset: tf.keep(tf.sub<tf.Tensor1D>(COMPACT_ZERO, shift)) };
  });
}

export class CompactProjection {
  readonly #affine: Readonly<Record<CompactMap, Affine>>;

  constructor(basis: CompactBasis) {
    const affine = (map: CompactMap) => affineOf(basis[map], compactShapes[map].components);
    this.#affine = { conv4a: affine('conv4a'), mixed5d: affine('mixed5d'), mixed6e: affine('mixed6e') };
  }

  /**
   * @param maps of the views of a batch, [batch, side, side, channels]
   * @returns the compact features of each view, in order.
   */
  project(maps: InceptionMaps): CompactFeatures[] {
    const [conv4a, mixed5d, mixed6e] = compactMaps.map((map) => this.#bytes(map, maps[map]));
    return Array.from({ length: maps.mixed6e.shape[0] }, (_, i) => ({
      conv4a: rowOf(conv4a!, i, 'conv4a'),
      mixed5d: rowOf(mixed5d!, i, 'mixed5d'),
      mixed6e: rowOf(mixed6e!, i, 'mixed6e'),
    }));
  }

  dispose(): void {
    for (const { weights, offset } of Object.values(this.#affine)) tf.dispose([weights, offset]);
  }

  /** [batch * side * side, components] */
  #bytes(map: CompactMap, values: tf.Tensor4D): Uint8Array {
    const { weights, offset } = this.#affine[map];
    const rounded = inScope(() => {
      const roots = tf.reshape(tf.sqrt(values), [-1, compactShapes[map].channels]);
      const bytes = tf.add(tf.matMul(roots as tf.Tensor2D, weights), offset);
      return tf.clipByValue(tf.round(bytes), 0, 255).dataSync<'float32'>();
    });
    return new Uint8Array(rounded);
  }
}

function rowOf(bytes: Uint8Array, index: number, map: CompactMap): Uint8Array {
  const size = compactSize(map);
  return bytes.subarray(index * size, (index + 1) * size);
}
