import { describe, expect, it } from 'vitest';
import { cocoArea, cocoBox, cocoInstancesSchema, roundTo } from './coco.ts';

describe('cocoBox', () => {
  it('rounds to a hundredth of a pixel', () => {
    expect(cocoBox({ x: 1.2345, y: 2.005, w: 3.999, h: 4.5 }, 100, 100)).toEqual([1.23, 2.01, 4, 4.5]);
  });

  it('never reaches beyond the image by rounding up', () => {
    const [x, , w] = cocoBox({ x: 10.005, y: 0, w: 89.995, h: 5 }, 100, 100);
    expect([x, w]).toEqual([10.01, 89.99]);
  });

  it('keeps one pixel one pixel', () => {
    expect(cocoBox({ x: 98.999, y: 0.004, w: 1, h: 1 }, 100, 100)).toEqual([99, 0, 1, 1]);
  });

  it('writes no minus zero', () => {
    expect(JSON.stringify(cocoBox({ x: -0.001, y: 0, w: 2, h: 2 }, 10, 10))).toBe('[0,0,2,2]');
    expect(Object.is(roundTo(-0.001, 2), 0)).toBe(true);
  });
});

it('gives the area to a hundredth', () => {
  expect(cocoArea([0, 0, 1.11, 1.11])).toBe(1.23);
});

describe('cocoInstancesSchema', () => {
  const truth = {
    info: { year: 2024 },
    images: [{ id: 1, width: 10, height: 20, file_name: 'a/b.jpg', license: 3 }],
    categories: [{ id: 7, name: 'cat' }],
    annotations: [
      { id: 1, image_id: 1, category_id: 7, bbox: [1, 2, 3, 4], segmentation: { counts: 'x', size: [1] } },
    ],
  };

  it('takes files that have more or less than Boxwright writes', () => {
    expect(cocoInstancesSchema.parse(truth).annotations[0]?.bbox).toEqual([1, 2, 3, 4]);
  });

  it('refuses a box of three numbers', () => {
    const annotations = [{ ...truth.annotations[0], bbox: [1, 2, 3] }];
    expect(cocoInstancesSchema.safeParse({ ...truth, annotations }).success).toBe(false);
  });
});
