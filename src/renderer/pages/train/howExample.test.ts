import { expect, it } from 'vitest';
import type { BoxColumns } from '../../../shared/appDomain.ts';
import { exampleBox } from './howExample.ts';

/** Box 1 is unsure, box 2 drawn by hand, box 3 suspicious, box 4 good. */
const boxes: BoxColumns = {
  ids: Int32Array.of(1, 2, 3, 4),
  imageIds: Int32Array.of(11, 12, 13, 14),
  classIds: Int32Array.of(1, 1, 1, 2),
  geometry: Float64Array.from({ length: 16 }, (_, index) => index),
  review: Uint8Array.of(0, 0, 0, 0),
  source: Uint8Array.of(0, 1, 0, 0),
  scores: Float32Array.of(0.5, Number.NaN, 0.9, 0.9),
  reasons: Uint16Array.of(0, 0, 1, 0),
  agreements: new Float32Array(4).fill(Number.NaN),
};

it('is a sure box of the model that nothing speaks against', () => {
  expect(exampleBox(boxes)).toEqual({ imageId: 14, classId: 2, x: 12, y: 13, w: 14, h: 15 });
});

it('is nothing where there is no such box', () => {
  expect(exampleBox({ ...boxes, scores: new Float32Array(4) })).toBeNull();
});
