/** Learning from corrections: what a box says of cells, what the loss asks for, and how the threshold is chosen. */
import { expect, test } from 'vitest';
import type { CorrectedImage } from '../../../../shared/engine.ts';
import type { ScoreMap } from '../../../../shared/scoreMap.ts';
import { tf } from '../../tensorflow.ts';
import { refinementSettings } from '../settings.ts';
import { TRIMAP } from '../trimap.ts';
import { boxCells, coverage } from './boxCells.ts';
import { chooseThreshold } from './chooseThreshold.ts';
import { frameTrimap, type CorrectionExample } from './correctedExamples.ts';
import { correctionLoss, projectionLoss } from './correctionLoss.ts';
import { correctionSteps, targetsOf } from './correctionTraining.ts';
import { heldOutOf } from './heldOut.ts';

/** Four cells of 10 pixels on an input of 40. */
const grid = { cells: 4, geometry: { inputSize: 40, firstCentre: 5, stride: 10 } };

test('cells belong to a box as far as it covers them', () => {
  // Of 80 x 40 pixels: columns 10 to 35 of 40, rows 0 to 20.
  const cells = boxCells({ x: 20, y: 0, w: 50, h: 20 }, { width: 80, height: 40 }, grid);
  expect([...cells.columns]).toEqual([0, 1, 1, 0.5]);
  expect([...cells.rows]).toEqual([1, 1, 0, 0]);
  const other = boxCells({ x: 0, y: 30, w: 80, h: 10 }, { width: 80, height: 40 }, grid);
  expect([...coverage([cells, other], 4)]).toEqual([0, 1, 1, 0.5, 0, 1, 1, 0.5, 0, 0, 0, 0, 1, 1, 1, 1]);
});

test('inside its frame GrabCut starts from the probability, or from all of it where nothing was found', () => {
  const { background, probableBackground, probableForeground } = TRIMAP;
  const probability = Float32Array.of(0.9, 0.9, 0.9, 0, 0.9, 0, 0, 0, 0);
  // The right two of three columns.
  const frame = { x: 1, y: 0, w: 2, h: 3 };
  expect([...frameTrimap(probability, frame, 3)]).toEqual([
    ...[background, probableForeground, probableForeground],
    ...[background, probableForeground, probableBackground],
    ...[background, probableBackground, probableBackground],
  ]);
  const [b, f] = [background, probableForeground];
  expect([...frameTrimap(new Float32Array(9), frame, 3)]).toEqual([b, f, f, b, f, f, b, f, f]);
});

/** Logits so large that the probability is 0 or 1: [1, 3, 3, 1] */
function sure(cells: number[]): tf.Tensor4D {
  return tf.tensor4d(
    cells.map((cell) => (cell === 1 ? 40 : -40)),
    [1, 3, 3, 1],
  );
}

test('the projections ask for an object that reaches all sides of its box, wherever it does', () => {
  const box = { rows: tf.tensor2d([[1, 1, 0]]), columns: tf.tensor2d([[1, 1, 0]]) };
  const loss = (cells: number[]) => projectionLoss(sure(cells), box.rows, box.columns).dataSync()[0];
  expect(loss([1, 0, 0, 0, 1, 0, 0, 0, 0])).toBeCloseTo(0, 4);
  expect(loss([0, 1, 0, 1, 0, 0, 0, 0, 0])).toBeCloseTo(0, 4);
  // What lies outside is not its business.
  expect(loss([1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeCloseTo(0, 4);
  // One row of two: 1 - 2 * 1 / (1 + 2); both columns.
  expect(loss([1, 1, 0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(1 / 3, 4);
  expect(loss([0, 0, 0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(2, 4);
  const none = tf.zeros<tf.Rank.R2>([1, 3]);
  expect(projectionLoss(sure([1, 1, 1, 1, 1, 1, 1, 1, 1]), none, none).dataSync()[0]).toBe(0);
});

test('cells that nothing is known of cost nothing', () => {
  const { projectionWeight } = refinementSettings.corrections;
  // A coarse cell lies on fine cell 3 of 7 and takes its neighbours in.
  const fine = (value: number) => tf.fill<tf.Rank.R4>([1, 7, 7, 1], value);
  const output = { logits: fine(3), auxiliary: tf.zeros<tf.Rank.R4>([1, 1, 1, 1]) };
  const none = tf.zeros<tf.Rank.R2>([1, 7]);
  const given = { targets: fine(0), weights: tf.tensor1d([1]), rows: none, columns: none };
  expect(correctionLoss(output, { ...given, certainty: fine(0) }).dataSync()[0]).toBe(0);
  // log(1 + e^3) and, of the coarse cell, 0.3 log 2.
  const known = correctionLoss(output, { ...given, certainty: fine(1) }).dataSync()[0];
  expect(known).toBeCloseTo(Math.log(1 + Math.exp(3)) + 0.3 * Math.log(2), 4);
  expect(projectionWeight).toBeGreaterThan(0);
});

test('a mirrored image has its targets and its box mirrored', () => {
  const example: CorrectionExample = {
    contentHash: 'a',
    target: Uint8Array.of(255, 0, 0, 0),
    certainty: Uint8Array.of(0, 255, 255, 255),
    boxes: [],
  };
  const box = { rows: Float32Array.of(1, 0), columns: Float32Array.of(0.5, 0) };
  const batch = [
    { example, box, weight: 1, isMirrored: false },
    { example, box, weight: 0.5, isMirrored: true },
    { example, box: null, weight: 1, isMirrored: true },
  ];
  const { targets, certainty, weights, rows, columns } = targetsOf(batch, 2);
  expect([...targets.dataSync()]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
  expect([...certainty.dataSync()].slice(4, 8)).toEqual([1, 0, 1, 1]);
  expect([...weights.dataSync()]).toEqual([1, 0.5, 1]);
  expect([...columns.dataSync()]).toEqual([0.5, 0, 0, 0.5, 0, 0]);
  expect([...rows.dataSync()]).toEqual([1, 0, 1, 0, 0, 0]);
});

test('few images are not shown over and over', () => {
  // At most 30 times each, eight in a step.
  expect(correctionSteps(1)).toBe(3);
  expect(correctionSteps(8)).toBe(30);
  expect(correctionSteps(1000)).toBe(100);
});

test('one in four is held out, from twenty on, the same ones each time', () => {
  const images = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ contentHash: `${(i * 7) % 100}`.padStart(2, '0') }));
  expect(heldOutOf(images(19))).toEqual([]);
  const held = heldOutOf(images(20));
  expect(held).toHaveLength(5);
  expect(heldOutOf(images(20).toReversed())).toEqual(held);
});

/** An image of 40 x 40 with a box of `side` pixels in its corner, and a map that falls from 1 to 0 along both axes. */
function heldOut(side: number) {
  const map: ScoreMap = {
    kind: 'probability',
    height: 4,
    width: 4,
    values: Float32Array.from({ length: 16 }, (_, i) => 1 - Math.max(i % 4, Math.floor(i / 4)) / 3),
    geometry: grid.geometry,
  };
  const image: CorrectedImage = {
    ...{ id: 1, path: '', contentHash: '', width: 40, height: 40 },
    boxes: [{ x: 0, y: 0, w: side, h: side }],
  };
  return { image, map };
}

test('the threshold is chosen by boxes of people, and only where it gains more than chance', () => {
  // The map is above .5 up to pixel 20, above .1 up to 32.
  const small = [heldOut(20), heldOut(21), heldOut(19)];
  expect(chooseThreshold(small, 0.1, [0.3, 0.5, 0.7])).toBe(0.5);
  expect(chooseThreshold(small, 0.5, [0.3, 0.7])).toBe(0.5);
  expect(chooseThreshold([heldOut(20)], 0.1, [0.5])).toBe(0.1);
  // One gains much, one loses as much: that is chance.
  expect(chooseThreshold([heldOut(20), heldOut(31)], 0.1, [0.5])).toBe(0.1);
});
