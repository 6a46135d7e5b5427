import { expect, test } from 'vitest';
import type { ClassRecord } from '../../shared/domain.ts';
import { isSmall, readiness } from './readiness.ts';

const classes = (...counts: number[]): ClassRecord[] =>
  counts.map((imageCount, position) => ({
    id: position + 1,
    name: `class ${position + 1}`,
    position,
    imageCount,
  }));

test.each([
  [[], false, 'No images yet.'],
  [[0, 0], false, 'No images yet.'],
  [[30, 0], false, 'class 1 is the only class. Add another one to train.'],
  [[30, 4], false, 'To train, class 2 needs 5 images and has 4.'],
  [[1, 30, 4], false, 'To train, 2 classes need at least 5 images each.'],
  [[5, 20], true, 'Ready to train. One class is small.'],
  [[19, 20, 5], true, 'Ready to train. 2 classes are small.'],
  [[20, 20], true, 'Ready to train.'],
])('classes of %j images', (counts, canTrain, text) => {
  expect(readiness(classes(...counts))).toEqual({ canTrain, text });
});

test('a class below 20 images is small', () => {
  expect(classes(19, 20).map(isSmall)).toEqual([true, false]);
});
