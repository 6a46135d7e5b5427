import { expect, test } from 'vitest';
import { estimate, stepsOf } from './estimate.ts';
import { spreadOverClasses } from './spread.ts';
import type { ImageRecord } from '../../shared/domain.ts';
import { counted, listed } from './words.ts';

const refining = { perSeed: [0.04], perOutline: [0.05], perStep: [0.5], perMap: [0.01, 0.02] };
const measured = {
  ...{ startup: 2, perView: [0.1, 0.2, 0.3], perStep: [0.5], perBox: [0.01, 0.03] },
  refinement: refining,
};
const facts = {
  epochs: 8,
  batchSize: 16,
  refinement: { rounds: 3, threshold: 0.3, trainingImages: 1500, params: {} },
};
const work = { recipe: 'quick', facts, images: 100, views: 150, looks: 0, refinement: null } as const;

test('each unit of work takes what it took when it was measured; low and high are the fastest and slowest', () => {
  // 150 views are ten batches of at most 16, eight times over.
  expect(stepsOf(work)).toBe(80);
  const found = estimate({ ...work, missing: 40 }, measured);
  expect(found.stages.map(({ name, seconds }) => [name, Math.round(seconds * 1000) / 1000])).toEqual([
    ['Look at images', 2 + 40 * 0.2],
    ['Train', 80 * 0.5],
    ['Find boxes', 100 * 0.02],
  ]);
  expect(found.seconds).toBeCloseTo(10 + 40 + 2);
  expect(found.low).toBeCloseTo(2 + 4 + 40 + 1);
  expect(found.high).toBeCloseTo(2 + 12 + 40 + 3);
  expect(found.basis).toBe('3 real batches');
});

test('what was looked at before costs nothing, nor does getting ready for it', () => {
  expect(estimate({ ...work, missing: 0 }, measured).stages[0]).toEqual({
    name: 'Look at images',
    seconds: 0,
  });
});

test('refinement adds rough boxes, its rounds, and what each box takes in the end', () => {
  const refinement = { views: 200, seeds: 100, outlines: 200, steps: 20, maps: 200, looks: 10 };
  const found = estimate({ ...work, missing: 0, refinement }, measured);
  expect(found.refine).toBe(true);
  expect(found.stages.map(({ name, seconds }) => [name, Math.round(seconds * 1000) / 1000])).toEqual([
    ['Look at images', 0],
    ['Train', 40],
    ['Rough boxes', 100 * 0.02],
    ['Refine', 200 * 0.2 + 100 * 0.04 + 200 * 0.05 + 20 * 0.5 + 200 * 0.015],
    // Each box anew; ten images are looked at once more.
    ['Find boxes', 100 * 0.02 + 10 * 0.2 + 200 * 0.015],
  ]);
});

test('a few images stand for all classes, each spread over its order', () => {
  const image = (id: number, classId: number) => ({ id, classId }) as ImageRecord;
  const images = [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => image(id, 1)),
    image(10, 2),
    image(11, 3),
    image(12, 3),
  ];
  const ids = (count: number) => spreadOverClasses(images, count).map(({ id }) => id);
  // Class 2 has but one image, so the others give more.
  expect(ids(6)).toEqual([2, 5, 8, 10, 11, 12]);
  expect(ids(100)).toHaveLength(12);
  expect(ids(0)).toEqual([]);
  expect(spreadOverClasses([], 10)).toEqual([]);
});

test('numbers agree with their nouns', () => {
  expect([counted(1, 'box', 'boxes'), counted(1200, 'image')]).toEqual(['1 box', '1,200 images']);
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});
