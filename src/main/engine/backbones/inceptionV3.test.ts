import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readNpy } from '../../../testing/npy.ts';
import { inScope, tf } from '../tensorflow.ts';
import { GEOMETRY, INPUT_SIZE, type InceptionMaps } from './inceptionV3.ts';
import { loadBackbone } from './loadBackbone.ts';

/** Made by scripts/backbone/reference.py from the original .tflite with Google's own interpreter. */
const reference = join(import.meta.dirname, 'reference');
const indexSchema = z.record(z.string(), z.object({ scale: z.number(), step: z.int() }));
const index = indexSchema.parse(JSON.parse(readFileSync(join(reference, 'index.json'), 'utf8')));

const original = loadBackbone('zero');
const repaired = loadBackbone('edge');
afterAll(() => {
  original.dispose();
  repaired.dispose();
});

async function referenceInput(): Promise<tf.Tensor4D> {
  const pixels = await sharp(join(reference, 'input.png')).removeAlpha().raw().toBuffer();
  return tf.tensor4d(
    Float32Array.from(pixels, (byte) => byte / 128 - 1),
    [1, INPUT_SIZE, INPUT_SIZE, 3],
  );
}

/** |found - expected| / |expected| over all cells of the reference, whose activations are rounded to 8 bits. */
function relativeDistance(found: tf.Tensor4D, name: string): number {
  const { scale = 1, step = 1 } = index[name] ?? {};
  const { shape, data } = readNpy(join(reference, `${name}.npy`));
  return inScope(() => {
    const expected = tf.mul(tf.tensor(Float32Array.from(data), shape), scale);
    const every = tf.stridedSlice(tf.squeeze(found, [0]), [0, 0, 0], found.shape.slice(1), [step, step, 1]);
    const distance = tf.div(tf.norm(tf.sub(every, expected)), tf.norm(expected));
    return distance.dataSync()[0] ?? NaN;
  });
}

describe('Inception-V3 with the original padding, beside the original .tflite', () => {
  // The interpreter rounds every layer to 8 bits; the error of that rounding grows from layer to layer.
  it.each([
    ['Conv2d_4a_3x3', 'conv4a', 0.04],
    ['Mixed_5d', 'mixed5d', 0.08],
    ['Mixed_6e', 'mixed6e', 0.12],
  ] as const)('%s agrees to the rounding of its 8 bits', async (name, map, bound) => {
    const maps = original.forward(await referenceInput());
    expect(relativeDistance(maps[map], name)).toBeLessThan(bound);
  });

  it('would be seen to differ with another padding or another picture', async () => {
    const input = await referenceInput();
    expect(relativeDistance(repaired.forward(input).mixed6e, 'Mixed_6e')).toBeGreaterThan(0.2);
    expect(relativeDistance(original.forward(tf.reverse(input, 2)).mixed6e, 'Mixed_6e')).toBeGreaterThan(0.2);
  });
});

describe('the repair of the padding', () => {
  /** Largest deviation from the centre cell in the maps of a picture that is one grey all over. */
  function unevenness(backbone: typeof original): number {
    return inScope(() => {
      const map = backbone.forward(tf.fill([1, INPUT_SIZE, INPUT_SIZE, 3], 0.25)).mixed6e;
      const centre = tf.slice(map, [0, 8, 8, 0], [1, 1, 1, -1]);
      return tf.max(tf.abs(tf.sub(map, centre))).dataSync()[0] ?? NaN;
    });
  }

  it('gives an even picture even maps, where zero padding draws a frame', () => {
    expect(unevenness(repaired)).toBeLessThan(1e-3);
    expect(unevenness(original)).toBeGreaterThan(0.5);
  });
});

describe('the geometry of the maps', () => {
  /** How much each row of cells changes when a horizontal line is drawn at input row `y`, as its centre of mass. */
  function centreOfChange(map: keyof InceptionMaps, y: number): number {
    return inScope(() => {
      const rows = Array.from({ length: INPUT_SIZE }, (_, row) => (Math.abs(row - y) <= 2 ? 1 : 0));
      const line = tf.tile(tf.reshape(tf.tensor1d(rows), [1, INPUT_SIZE, 1, 1]), [1, 1, INPUT_SIZE, 3]);
      const grey = tf.zerosLike(line) as tf.Tensor4D;
      const change = tf.sub(repaired.forward(line as tf.Tensor4D)[map], repaired.forward(grey)[map]);
      const energy = Array.from(tf.sum(tf.square(change), [0, 2, 3]).dataSync());
      const total = energy.reduce((sum, value) => sum + value, 0);
      return energy.reduce((sum, value, cell) => sum + (value * cell) / total, 0);
    });
  }

  it.each([
    ['conv4a', 35],
    ['mixed5d', 17],
  ] as const)('%s: a line through the centre of cell %i changes the cells about it evenly', (map, cell) => {
    const { firstCentre, stride } = GEOMETRY[map];
    const y = firstCentre + stride * cell - 0.5;
    expect(centreOfChange(map, y)).toBeCloseTo(cell, 0);
  });

  it('follows from the layers that are not padded: kernel k and stride s move the first centre by (k - 1) / 2 cells', () => {
    let [firstCentre, stride] = [0.5, 1];
    const pass = (kernel: number, step: number) => {
      firstCentre += ((kernel - 1) / 2) * stride;
      stride *= step;
    };
    pass(3, 2); // Conv2d_1a
    pass(3, 1); // Conv2d_2a; 2b is padded
    pass(3, 2); // MaxPool_3a
    pass(3, 1); // Conv2d_4a
    expect(GEOMETRY.conv4a).toMatchObject({ firstCentre, stride });
    pass(3, 2); // MaxPool_5a; Mixed_5b to 5d are padded
    expect(GEOMETRY.mixed5d).toMatchObject({ firstCentre, stride });
    pass(3, 2); // Mixed_6a; Mixed_6b to 6e are padded
    expect(GEOMETRY.mixed6e).toMatchObject({ firstCentre, stride });
  });

  it('is not that of a stretched copy, which would put the first centre of 17 cells at pixel 8.8', () => {
    const stretched = INPUT_SIZE / 17 / 2;
    expect(GEOMETRY.mixed6e.firstCentre).toBeGreaterThan(2 * stretched);
    // The middle cell of both rules is the middle of the picture.
    expect(GEOMETRY.mixed6e.firstCentre + 8 * GEOMETRY.mixed6e.stride).toBe(INPUT_SIZE / 2);
  });
});

it('leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    original.forward(tf.zeros([1, INPUT_SIZE, INPUT_SIZE, 3]));
  });
  expect(tf.memory().numTensors).toBe(before);
});
