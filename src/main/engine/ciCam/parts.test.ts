/** The equations of the paper, each on numbers that can be checked by hand. */
import { describe, expect, it } from 'vitest';
import { tf } from '../tensorflow.ts';
import { classActivationMaps, classScores, globalAveragePool, weightedActivationMap } from './camModule.ts';
import { classWeights, combineMaps } from './combination.ts';
import { poolIncrement, updatePool } from './contextPool.ts';
import { enhance, enhancedPool } from './enhancement.ts';
import { jointLoss } from './jointLoss.ts';
import { oneHotRows, topOneHot } from './oneHot.ts';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];
const close = (found: tf.Tensor, expected: tf.Tensor) => {
  expect(found.shape).toEqual(expected.shape);
  numbers(found).forEach((value, i) => {
    expect(value).toBeCloseTo(numbers(expected)[i] ?? NaN, 4);
  });
};

const cam = {
  classifier: tf.randomNormal<tf.Rank.R2>([6, 3], 0, 1, 'float32', 1),
  bias: tf.tensor1d([0.5, -1, 2]),
};
const features = tf.randomUniform<tf.Rank.R4>([2, 4, 5, 6], 0, 1, 'float32', 2);

describe('CAM module (Eq. 1)', () => {
  it('has maps whose spatial mean, plus the bias, is the class score', () => {
    const means: tf.Tensor2D = tf.mean(classActivationMaps(features, cam), [1, 2]);
    close(tf.add(means, cam.bias), classScores(globalAveragePool(features), cam));
  });

  it('gives the map of one class, or a sum of maps, without making all of them', () => {
    const maps = classActivationMaps(features, cam);
    const ranks = tf.tensor2d([
      [0, 1, 0],
      [2, 0, -1],
    ]);
    const [first, second] = tf.unstack(maps) as [tf.Tensor3D, tf.Tensor3D];
    const one = tf.gather(first, 1, 2);
    const sum = tf.sub(tf.mul(tf.gather(second, 0, 2), 2), tf.gather(second, 2, 2));
    close(weightedActivationMap(features, ranks, cam), tf.stack([one, sum]));
  });
});

describe('causal context pool (Eq. 7)', () => {
  const map = (...values: number[]) => tf.tensor3d(values, [1, 2, 2]);

  it('adds the maps of samples whose top-1 class is right, each to its class, and nothing for the others', () => {
    const maps = tf.concat<tf.Tensor3D>([map(1, 2, 3, 4), map(10, 20, 30, 40), map(5, 5, 5, 5)]);
    const increment = poolIncrement(maps, oneHotRows([0, 0, 1], 2), oneHotRows([0, 0, 0], 2));
    expect(numbers(increment)).toEqual([11, 22, 33, 44, 0, 0, 0, 0]);
  });

  it('normalises every class over its own positions: 1, 1, 3, 3 has mean 2 and deviation 1', () => {
    const zero = tf.zeros<tf.Rank.R3>([1, 2, 2]);
    // BN(T) is -1, -1, 1, 1; a hundredth of it, normalised again, is the same but for epsilon (1e-5 against 1e-4).
    const updated = numbers(updatePool(zero, map(1, 1, 3, 3), 0.01));
    const expected = 0.01 / Math.sqrt(0.0001 + 1e-5);
    expect(updated.map((value) => Math.round(value * 1e4) / 1e4)).toEqual(
      [-expected, -expected, expected, expected].map((value) => Math.round(value * 1e4) / 1e4),
    );
  });

  it('stays at zero for a class that was never right', () => {
    const zero = tf.zeros<tf.Rank.R3>([1, 2, 2]);
    expect(numbers(updatePool(zero, zero, 0.01))).toEqual([0, 0, 0, 0]);
  });
});

describe('enhancement (Eq. 8)', () => {
  it('multiplies each channel by one plus its share of the pool: X (1 + Q V + v)', () => {
    const x = tf.tensor4d([1, 10, 2, 20], [1, 1, 2, 2]);
    const pool = tf.tensor3d([3, 4, 100, 100], [2, 1, 2]);
    const attention = {
      kernel: tf.tensor2d([
        [1, 2],
        [9, 9],
      ]),
      bias: tf.tensor1d([0.5, 0]),
    };
    // Class 0 is the top one, so Q is 3 in the first cell and 4 in the second.
    const enhanced = enhance(x, oneHotRows([0], 2), pool, attention);
    expect(numbers(enhanced)).toEqual([1 * (1 + 3 + 0.5), 10 * (1 + 6), 2 * (1 + 4 + 0.5), 20 * (1 + 8)]);
  });

  it('leaves the features alone while the pool is zero and the bias is', () => {
    const attention = { kernel: tf.ones<tf.Rank.R2>([3, 6]), bias: tf.zeros<tf.Rank.R1>([6]) };
    const pool = tf.zeros<tf.Rank.R3>([3, 4, 5]);
    close(enhance(features, oneHotRows([0, 2], 3), pool, attention), features);
  });

  it('pools to the same by the short way', () => {
    const attention = {
      kernel: tf.randomNormal<tf.Rank.R2>([3, 6], 0, 1, 'float32', 3),
      bias: tf.randomNormal<tf.Rank.R1>([6], 0, 1, 'float32', 4),
    };
    const pool = tf.randomNormal<tf.Rank.R3>([3, 4, 5], 0, 1, 'float32', 5);
    const top = oneHotRows([1, 2], 3);
    const short = enhancedPool(features, globalAveragePool(features), top, pool, attention);
    close(short, globalAveragePool(enhance(features, top, pool, attention)));
  });
});

describe('joint loss (Eq. 9)', () => {
  it('is 2 ln 4 when nothing is known of four classes, and ln 4 when one of the two knows', () => {
    const unknown = tf.zeros<tf.Rank.R2>([2, 4]);
    const labels = oneHotRows([1, 3], 4);
    expect(jointLoss(unknown, unknown, labels).dataSync()[0]).toBeCloseTo(2 * Math.log(4), 5);
    expect(jointLoss(unknown, tf.mul(labels, 100), labels).dataSync()[0]).toBeCloseTo(Math.log(4), 5);
  });
});

describe('combination (Eqs. 2-3)', () => {
  it('weighs ranks 0, 1/2 and 1 of three classes', () => {
    const scores = [0.1, 3, 2];
    expect([...classWeights(scores, 'plain')]).toEqual([0, 1, 0]);
    expect([...classWeights(scores, 'linear')]).toEqual([-1, 1, 0]);
    expect([...classWeights(scores, 'quadratic')].map((w) => w + 0)).toEqual([-1, 0, -0.25]);
  });

  it('ranks the class of the folder first when it is known', () => {
    expect([...classWeights([0.1, 3, 2], 'plain', 2)]).toEqual([0, 0, 1]);
  });

  it('sums the maps and moves the least to zero', () => {
    // Two cells, two classes: 1*2 - 1*1 = 1 and 1*5 - 1*1 = 4.
    expect([...combineMaps(Float32Array.of(2, 1, 5, 1), Float32Array.of(1, -1))]).toEqual([0, 3]);
  });
});

describe('top-1 as one-hot rows', () => {
  it('leaves no tensor behind but its result', () => {
    const scores = tf.tensor2d([[1, 5, 2]]);
    const before = tf.memory().numTensors;
    const top = topOneHot(scores);
    expect(numbers(top)).toEqual([0, 1, 0]);
    expect(tf.memory().numTensors).toBe(before + 1);
  });
});
