import { describe, expect, it } from 'vitest';
import { tf } from '../tensorflow.ts';
import { convolvePadded, mixChannels, padEdges, rectify, upsamplePadded } from './layers.ts';

const map = (rows: number[][]) => tf.tensor4d(rows.flat(), [1, rows.length, rows[0]!.length, 1]);
const rows = (x: tf.Tensor4D) => tf.squeeze<tf.Tensor2D>(x, [0, 3]).arraySync();

describe('upsampling', () => {
  it('takes 2 cells to 5: theirs are the second and the fourth, with the mean between and the edge around', () => {
    const fine = upsamplePadded(map([[0, 8]]).reshape<tf.Tensor4D>([1, 1, 2, 1]));
    // A single row stands for itself everywhere; the outermost column on each side is the border.
    expect(rows(fine)[0]).toEqual([0, 0, 0, 4, 8, 8, 8]);
    expect(fine.shape).toEqual([1, 5, 7, 1]);
  });

  it('does so along both axes, with a border that repeats the edge', () => {
    const fine = rows(
      upsamplePadded(
        map([
          [0, 8],
          [16, 24],
        ]),
      ),
    );
    const inner = fine.slice(1, -1).map((row) => row.slice(1, -1));
    expect(inner).toEqual([
      [0, 0, 4, 8, 8],
      [0, 0, 4, 8, 8],
      [8, 8, 12, 16, 16],
      [16, 16, 20, 24, 24],
      [16, 16, 20, 24, 24],
    ]);
    expect(fine).toEqual(rows(padEdges(map(inner))));
  });

  it('hands each coarse cell the gradient of all fine cells that it is part of', () => {
    const sum = (x: tf.Tensor) => tf.sum(upsamplePadded(x as tf.Tensor4D));
    // 1x2 cells: of 7 columns in 5 rows, each cell has three whole and half of the middle one.
    const gradient = tf.grad(sum)(tf.tensor4d([0, 8], [1, 1, 2, 1]));
    expect([...gradient.dataSync()]).toEqual([17.5, 17.5]);
  });
});

it('padEdges repeats the outermost cells, corners too', () => {
  expect(
    rows(
      padEdges(
        map([
          [1, 2],
          [3, 4],
        ]),
      ),
    ),
  ).toEqual([
    [1, 1, 2, 2],
    [1, 1, 2, 2],
    [3, 3, 4, 4],
    [3, 3, 4, 4],
  ]);
});

it('rectify is relu, and so is its gradient', () => {
  const x = tf.tensor4d([-2, -0.5, 0.5, 3], [1, 2, 2, 1]);
  expect([...rectify(x).dataSync()]).toEqual([0, 0, 0.5, 3]);
  const gradient = tf.grad((input) => tf.sum(tf.mul(rectify(input as tf.Tensor4D), 5)))(x);
  expect([...gradient.dataSync()]).toEqual([0, 0, 5, 5]);
});

it('convolvePadded sums a neighbourhood, adds the bias and rectifies', () => {
  const x = padEdges(
    map([
      [1, 0],
      [0, 0],
    ]),
  );
  // The corner's 1 stands on four cells of the padded map: its own neighbourhood has all, its neighbours' half of them.
  const y = convolvePadded(x, tf.ones([3, 3, 1, 1]), tf.tensor1d([-1.5]));
  expect(rows(y)).toEqual([
    [2.5, 0.5],
    [0.5, 0],
  ]);
});

it('mixChannels multiplies the channels of each cell and adds the bias', () => {
  const x = tf.tensor4d([1, 2, 3, 4], [1, 1, 2, 2]);
  const y = mixChannels(x, tf.tensor2d([[1], [10]]), tf.tensor1d([100]));
  expect([...y.dataSync()]).toEqual([121, 143]);
});
