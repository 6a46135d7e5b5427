import { describe, expect, it } from 'vitest';
import { tf } from '../tensorflow.ts';
import { dropoutMask, firstLayer } from './firstLayer.ts';
import { headInput } from './headInput.ts';
import { normalisationOf } from './normalisation.ts';
import { mirrored, tinyFeatures, tinyShape } from './tinyHead.ts';

describe('headInput', () => {
  it('has the bytes of each view, the finer two maps with a border that repeats the edge', () => {
    const [a, b] = [tinyFeatures(1), tinyFeatures(2)];
    const both = {
      conv4a: Uint8Array.of(...a.conv4a, ...b.conv4a),
      mixed5d: Uint8Array.of(...a.mixed5d, ...b.mixed5d),
      mixed6e: Uint8Array.of(...a.mixed6e, ...b.mixed6e),
    };
    const input = headInput(both, tinyShape);
    expect([input.conv4a.shape, input.mixed5d.shape, input.mixed6e.shape]).toEqual([
      [2, 13, 13, 3],
      [2, 7, 7, 4],
      [2, 2, 2, 5],
    ]);
    expect([...input.mixed6e.dataSync()]).toEqual([...both.mixed6e]);
    const inner = tf.slice(input.mixed5d, [1, 1, 1, 0], [1, 5, 5, 4]);
    expect([...inner.dataSync()]).toEqual([...b.mixed5d]);
    const cell = (y: number, x: number) => [
      ...tf.slice(input.mixed5d, [1, y, x, 0], [1, 1, 1, 4]).dataSync(),
    ];
    expect(cell(0, 0)).toEqual(cell(1, 1));
    expect(cell(6, 6)).toEqual(cell(5, 5));
    expect(cell(0, 3)).toEqual(cell(1, 3));
    expect(cell(3, 6)).toEqual(cell(3, 5));
  });
});

describe('normalisation', () => {
  it('is the mean, and the eigenvalue’s root over the deviation, of all cells of all samples', () => {
    // One component, bytes 104 and 152: mean 128, deviation 24 bytes = 1 unit. Eigenvalue 4, so 2 / 1.01 a unit.
    const sample = (byte: number) => ({
      conv4a: Uint8Array.of(byte, byte),
      mixed5d: Uint8Array.of(byte),
      mixed6e: Uint8Array.of(128),
    });
    const one = Float32Array.of(4);
    const { mixed5d, mixed6e } = normalisationOf([sample(104), sample(152)], {
      conv4a: one,
      mixed5d: one,
      mixed6e: one,
    });
    expect(mixed5d.mean[0]).toBe(128);
    expect(mixed5d.scale[0]).toBeCloseTo(2 / 1.01 / 24, 6);
    // A component that never differs is not divided by zero.
    expect(mixed6e.scale[0]).toBeCloseTo(2 / 0.01 / 24, 3);
  });
});

describe('firstLayer', () => {
  const bytes = tf.tensor4d([130, 90, 126, 110], [2, 1, 1, 2]);
  const layer = {
    weights: tf.tensor2d([[1], [10]]),
    bias: tf.tensor1d([0.5]),
    normalisation: { mean: Float32Array.of(128, 100), scale: Float32Array.of(2, 0.1) },
  };
  const values = (mask: tf.Tensor2D | null) => {
    const { product, offset } = firstLayer(bytes, layer, mask);
    return [...tf.add(product, offset).dataSync()];
  };

  it('normalises and mixes: ((130 - 128) * 2, (90 - 100) * .1) . (1, 10) + .5', () => {
    expect(values(null)).toEqual([expect.closeTo(4 - 10 + 0.5, 4), expect.closeTo(-4 + 10 + 0.5, 4)]);
  });

  it('leaves out the components that an image is shown without and makes up for them', () => {
    const mask = tf.tensor2d([
      [0, 1.25],
      [1.25, 0],
    ]);
    expect(values(mask)).toEqual([expect.closeTo(-12.5 + 0.5, 4), expect.closeTo(-5 + 0.5, 4)]);
  });

  it('drops the given share, and keeps the sum on average', () => {
    let draw = 0;
    const mask = dropoutMask(2, 5, 0.2, () => (draw++ % 10) / 10);
    expect(mask.arraySync()).toEqual([
      [0, 0, 1.25, 1.25, 1.25],
      [1.25, 1.25, 1.25, 1.25, 1.25],
    ]);
  });
});

it('the made-up mirror swaps left and right', () => {
  expect([...mirrored(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 2, 2)]).toEqual([3, 4, 1, 2, 7, 8, 5, 6]);
});
