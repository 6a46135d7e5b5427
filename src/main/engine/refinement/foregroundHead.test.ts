import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/random.ts';
import { tf } from '../tensorflow.ts';
import { ForegroundHead } from './foregroundHead.ts';
import { headInput } from './headInput.ts';
import { coarseTargets, foregroundLoss } from './headLoss.ts';
import { tinyFeatures, tinyNormalisation, tinyShape, TINY_SIDE } from './tinyHead.ts';

const tiny = (seed: number) => ForegroundHead.initialise(seed, tinyNormalisation, tinyShape);
const input = headInput(tinyFeatures(3), tinyShape);
/** The object is in the upper half. */
const targets = tf.tensor4d(
  Float32Array.from({ length: TINY_SIDE ** 2 }, (_, cell) => (cell < 60 ? 1 : 0)),
  [1, TINY_SIDE, TINY_SIDE, 1],
);

describe('the foreground head', () => {
  it('gives a logit for each cell of the fine and of the coarse grid', () => {
    const { logits, auxiliary } = tiny(1).forward(input);
    expect(logits.shape).toEqual([1, 11, 11, 1]);
    expect(auxiliary.shape).toEqual([1, 2, 2, 1]);
  });

  it('of the app’s own size has 74,626 variables and a probability for each of 71x71 cells', () => {
    const evenly = (components: number) => ({
      mean: new Float32Array(components).fill(128),
      scale: new Float32Array(components).fill(1 / 24),
    });
    const normalisation = { conv4a: evenly(48), mixed5d: evenly(128), mixed6e: evenly(256) };
    const head = ForegroundHead.initialise(1, normalisation);
    const sizes = Object.values(head.variables).map(({ size }) => size);
    // Weights 16384 + 8192 + 36864 + 2048 + 1536 + 9216 + 32 + 64, biases 64 + 64 + 64 + 32 + 32 + 32 + 1 + 1.
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(74_626);
    const probabilities = head.probabilities({
      conv4a: new Uint8Array(2 * 71 * 71 * 48).fill(120),
      mixed5d: new Uint8Array(2 * 35 * 35 * 128).fill(140),
      mixed6e: new Uint8Array(2 * 17 * 17 * 256).fill(130),
    });
    expect(probabilities).toHaveLength(2 * 71 * 71);
    expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true);
    head.dispose();
  });

  it('starts from its seed alone, and comes back from its tensors', () => {
    const [a, b, other] = [tiny(4), tiny(4), tiny(5)];
    expect([...a.toTensors()]).toEqual([...b.toTensors()]);
    expect([...a.toTensors()]).not.toEqual([...other.toTensors()]);
    const back = ForegroundHead.fromTensors(a.toTensors(), tinyNormalisation, tinyShape);
    expect([...back.toTensors()]).toEqual([...a.toTensors()]);
    expect(() => ForegroundHead.fromTensors(new Map(), tinyNormalisation, tinyShape)).toThrow(/coarse/);
  });

  it('drops components in training, as its random numbers say, and none in prediction', () => {
    const head = tiny(1);
    const logits = (random?: () => number) => [...head.forward(input, random).logits.dataSync()];
    expect(logits()).toEqual(logits());
    expect(logits(randomStream(1))).toEqual(logits(randomStream(1)));
    expect(logits(randomStream(1))).not.toEqual(logits());
    const nothingDropped = () => 0.99;
    const scaled = logits(nothingDropped);
    // Nothing was dropped, yet what is kept counts 1 / .8 times, so it is not what prediction gives.
    expect(scaled).not.toEqual(logits());
    head.dispose();
  });

  it('leaves no tensor behind when it predicts', () => {
    const head = tiny(1);
    const before = tf.memory().numTensors;
    head.probabilities(tinyFeatures(1));
    expect(tf.memory().numTensors).toBe(before);
    head.dispose();
  });
});

describe('the gradient', () => {
  it('is the slope of the loss along it, for each variable, dropout and all', () => {
    const head = tiny(2);
    const weights = tf.tensor1d([0.7]);
    const loss = () => foregroundLoss(head.forward(input, randomStream(9)), targets, weights);
    const { grads } = tf.variableGrads(loss, Object.values(head.variables));
    for (const [name, variable] of Object.entries(head.variables)) {
      const gradient = grads[variable.name]!;
      const norm = tf.norm(gradient).dataSync()[0]!;
      const start = variable.clone();
      const at = (distance: number) => {
        variable.assign(tf.add(start, tf.mul(gradient, distance / norm)));
        return loss().dataSync()[0]!;
      };
      const slope = (at(1e-3) - at(-1e-3)) / 2e-3;
      variable.assign(start);
      expect(norm, name).toBeGreaterThan(1e-3);
      expect(slope / norm, name).toBeCloseTo(1, 1);
    }
    head.dispose();
  });
});

describe('the loss', () => {
  it('of a head that knows nothing is ln 2 on both grids: 1.3 ln 2', () => {
    const zeros = (side: number) => tf.zeros<tf.Rank.R4>([1, side, side, 1]);
    const output = { logits: zeros(11), auxiliary: zeros(2) };
    const loss = foregroundLoss(output, targets, tf.tensor1d([1]));
    expect(loss.dataSync()[0]).toBeCloseTo(1.3 * Math.LN2, 5);
  });

  it('is the mean of the images, each by its weight', () => {
    // Image 1 is right (loss near 0), image 2 is off by a logit of 10 in each cell: 10 + .3 * 10, with a third of all weight.
    const sure = (side: number) =>
      tf.concat4d([tf.fill([1, side, side, 1], 10), tf.fill([1, side, side, 1], -10)], 0);
    const output = { logits: sure(11), auxiliary: sure(2) };
    const loss = foregroundLoss(output, tf.ones([2, 11, 11, 1]), tf.tensor1d([0.8, 0.4]));
    expect(loss.dataSync()[0]).toBeCloseTo(13 / 3, 3);
  });

  it('asks of coarse cell i the mean of the fine cells 4i + 2 to 4i + 4, both ways', () => {
    const fine = Float32Array.from({ length: 121 }, (_, cell) => cell % 11);
    const coarse = coarseTargets(tf.tensor4d(fine, [1, 11, 11, 1]));
    expect([...coarse.dataSync()]).toEqual([3, 7, 3, 7]);
  });
});
