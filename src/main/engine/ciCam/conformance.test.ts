/** The head against the values of the paper authors' PyTorch modules: 1e-4 relative on tensors, exactly on boxes. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thetaBox } from '../../../shared/thetaBox.ts';
import { readNpy } from '../../../testing/npy.ts';
import { sharedPath } from '../../../testing/shared.ts';
import { tf } from '../tensorflow.ts';
import { classActivationMaps, classScores, globalAveragePool, weightedActivationMap } from './camModule.ts';
import { classWeights, combineMaps } from './combination.ts';
import { poolIncrement, updatePool } from './contextPool.ts';
import { enhance, enhancedPool } from './enhancement.ts';
import { jointLoss } from './jointLoss.ts';
import { oneHotRows, topOneHot } from './oneHot.ts';

const golden = sharedPath('golden', 'ci-cam');
const CLASSES = 10;
const LAMBDA = 0.01;

function load(name: string): tf.Tensor {
  const { shape, data } = readNpy(join(golden ?? '', `${name}.npy`));
  return tf.tensor(Float32Array.from(data), shape);
}

/** [batch, channel, height, width] as PyTorch keeps it, to [batch, height, width, channel]. */
function channelsLast(tensor: tf.Tensor): tf.Tensor4D {
  return tf.transpose(tensor as tf.Tensor4D, [0, 2, 3, 1]);
}

/** Largest difference as a share of the largest expected value. */
function relativeError(found: tf.Tensor, expected: tf.Tensor): number {
  expect(found.shape).toEqual(expected.shape);
  const largest = tf.max(tf.abs(expected)).dataSync()[0] ?? 0;
  return (tf.max(tf.abs(tf.sub(found, expected))).dataSync()[0] ?? NaN) / largest;
}

function loadHead() {
  const cam = {
    classifier: tf.transpose(load('head.up_classifier.0.weight')) as tf.Tensor2D,
    bias: load('head.up_classifier.0.bias') as tf.Tensor1D,
  };
  const attention = {
    kernel: tf.transpose<tf.Tensor2D>(tf.squeeze(load('head.mask2attention.weight'), [2, 3])),
    bias: load('head.mask2attention.bias') as tf.Tensor1D,
  };
  const features = channelsLast(load('head.features'));
  const labels = oneHotRows([...load('head.labels').dataSync()], CLASSES);
  const top = topOneHot(classScores(globalAveragePool(features), cam));
  return { cam, attention, features, labels, top, pool: load('head.pool') as tf.Tensor3D };
}

describe.skipIf(golden === null)('the head, beside the authors’ own', () => {
  it('gives their class scores and class activation maps', () => {
    const { cam, features } = loadHead();
    expect(relativeError(classScores(globalAveragePool(features), cam), load('head.logits'))).toBeLessThan(
      1e-4,
    );
    expect(relativeError(classActivationMaps(features, cam), channelsLast(load('head.cam')))).toBeLessThan(
      1e-4,
    );
  });

  it('gives their enhanced scores and maps, also by the shorter way over pooled features', () => {
    const { cam, attention, features, top, pool } = loadHead();
    const enhanced = enhance(features, top, pool, attention);
    const pooled = enhancedPool(features, globalAveragePool(features), top, pool, attention);
    const expected = load('head.logits_enhanced');
    expect(relativeError(classScores(globalAveragePool(enhanced), cam), expected)).toBeLessThan(1e-4);
    expect(relativeError(classScores(pooled, cam), expected)).toBeLessThan(1e-4);
    expect(
      relativeError(classActivationMaps(enhanced, cam), channelsLast(load('head.cam_enhanced'))),
    ).toBeLessThan(1e-4);
  });

  it('gives their loss and the gradients of every weight and of the features', () => {
    const { cam, attention, features, labels, pool } = loadHead();
    const loss = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, v: tf.Tensor) => {
      const weights = { classifier: w as tf.Tensor2D, bias: b as tf.Tensor1D };
      const scores = classScores(globalAveragePool(x as tf.Tensor4D), weights);
      const kernel = { ...attention, kernel: v as tf.Tensor2D };
      const enhanced = enhance(x as tf.Tensor4D, topOneHot(scores), pool, kernel);
      return jointLoss(scores, classScores(globalAveragePool(enhanced), weights), labels);
    };
    const { value, grads } = tf.valueAndGrads(loss)([features, cam.classifier, cam.bias, attention.kernel]);
    const [x, w, b, v] = grads as [tf.Tensor4D, tf.Tensor2D, tf.Tensor1D, tf.Tensor2D];
    expect(relativeError(value, tf.reshape(load('head.loss'), []))).toBeLessThan(1e-4);
    expect(relativeError(w, load('head.grad.classifier_weight').transpose())).toBeLessThan(1e-4);
    expect(relativeError(b, load('head.grad.classifier_bias'))).toBeLessThan(1e-4);
    const kernelGradient = tf.squeeze(load('head.grad.mask2attention_weight'), [2, 3]).transpose();
    expect(relativeError(v, kernelGradient)).toBeLessThan(1e-4);
    expect(relativeError(x, channelsLast(load('head.grad.features')))).toBeLessThan(1e-4);
  });

  it('gives their pool after one and two updates; sample 1, whose label is wrong on purpose, adds nothing', () => {
    const { cam, features, labels, top, pool } = loadHead();
    const increment = poolIncrement(weightedActivationMap(features, top, cam), top, labels);
    expect(relativeError(increment, load('head.pool_increment'))).toBeLessThan(1e-4);
    const once = updatePool(pool, increment, LAMBDA);
    expect(relativeError(once, load('head.pool_after_1'))).toBeLessThan(1e-4);
    expect(relativeError(updatePool(once, increment, LAMBDA), load('head.pool_after_2'))).toBeLessThan(1e-4);
  });

  it.each(['quadratic', 'linear'] as const)(
    'gives their %s combination of the enhanced maps',
    (combination) => {
      const maps = channelsLast(load('head.cam_enhanced'));
      const scores = load('head.logits_enhanced');
      const expected = load(`boxes.map_${combination}`);
      const combined = (tf.unstack(maps) as tf.Tensor3D[]).map((map, i) => {
        const weights = classWeights(tf.slice(scores, [i, 0], [1, CLASSES]).dataSync(), combination);
        return tf.tensor2d(combineMaps(map.dataSync<'float32'>(), weights), [14, 14]);
      });
      expect(relativeError(tf.stack(combined), expected)).toBeLessThan(1e-4);
    },
  );
});

describe.skipIf(golden === null)('the box rule, beside the authors’ own', () => {
  /** Boxes of four 14x14 maps in a 224-pixel frame, as x1, y1, x2, y2 with exclusive ends. */
  function boxes(maps: Float32Array, theta: number): number[][] {
    const geometry = { inputSize: 224, firstCentre: 8, stride: 16 };
    return [0, 1, 2, 3].map((i) => {
      const values = maps.slice(i * 196, (i + 1) * 196);
      const { x, y, w, h } = thetaBox(
        { kind: 'activation', height: 14, width: 14, values, geometry },
        theta,
        {
          width: 224,
          height: 224,
        },
      );
      return [x, y, x + w, y + h];
    });
  }

  /** H of the plain combination: the enhanced map of the class that the enhanced scores put first. */
  function plainMaps(): Float32Array {
    const maps = channelsLast(load('head.cam_enhanced')).dataSync<'float32'>();
    const scores = load('head.logits_enhanced').dataSync();
    const cells = 196 * CLASSES;
    const each = [0, 1, 2, 3].map((i) =>
      combineMaps(
        maps.slice(i * cells, (i + 1) * cells),
        classWeights(scores.slice(i * CLASSES, (i + 1) * CLASSES), 'plain'),
      ),
    );
    return Float32Array.from(each.flatMap((map) => [...map]));
  }

  it.each([
    ['quadratic', '0.0'],
    ['quadratic', '0.12'],
    ['quadratic', '0.2'],
    ['linear', '0.0'],
    ['linear', '0.12'],
    ['linear', '0.2'],
  ])('gives exactly their boxes of the %s map at theta %s', (combination, theta) => {
    const maps = load(`boxes.map_${combination}`).dataSync<'float32'>();
    const expected = readNpy(join(golden ?? '', `boxes.${combination}_theta${theta}.npy`)).data;
    expect(boxes(maps, Number(theta)).flat()).toEqual([...expected]);
  });

  it.each(['0.0', '0.2'])('gives exactly their boxes of the plain CAM at theta %s', (theta) => {
    const expected = readNpy(join(golden ?? '', `boxes.plain_cam_theta${theta}.npy`)).data;
    expect(boxes(plainMaps(), Number(theta)).flat()).toEqual([...expected]);
  });
});
