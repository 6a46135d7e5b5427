import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cocoInstancesSchema } from '../../../shared/coco.ts';
import { testFolder } from '../testCommand.ts';
import { cocoResults, writeCocoResults, type NamedPrediction } from './cocoResults.ts';

function prediction(
  relativePath: string,
  box: NamedPrediction['prediction']['box'],
  classIndex = 0,
): NamedPrediction {
  const map = {
    kind: 'activation' as const,
    height: 1,
    width: 1,
    values: Float32Array.of(0),
    geometry: { inputSize: 1, firstCentre: 0, stride: 1 },
  };
  return {
    image: { relativePath, width: 100, height: 50 },
    prediction: { top1: 1, top1Score: 0.123456, classIndex, score: 0.87654, map, box, agreement: null },
  };
}

test('images and classes are numbered from 1; a box has its score and the class that came first', () => {
  const results = cocoResults(
    [
      prediction('cat/1.jpg', { x: 1, y: 2, w: 30.126, h: 40 }),
      prediction('2.jpg', { x: 0, y: 0, w: 100, h: 50 }, 1),
    ],
    ['cat', 'dog'],
  );
  expect(cocoInstancesSchema.parse(results)).toEqual(results);
  expect(results.images).toEqual([
    { id: 1, width: 100, height: 50, file_name: 'cat/1.jpg' },
    { id: 2, width: 100, height: 50, file_name: '2.jpg' },
  ]);
  expect(results.categories).toEqual([
    { id: 1, name: 'cat' },
    { id: 2, name: 'dog' },
  ]);
  expect(results.annotations[0]).toEqual({
    id: 1,
    image_id: 1,
    category_id: 1,
    bbox: [1, 2, 30.13, 40],
    area: 1205.2,
    iscrowd: 0,
    score: 0.8765,
    attributes: { top1: 'dog', top1_score: 0.1235 },
  });
  expect(results.annotations[1]).toMatchObject({ id: 2, image_id: 2, category_id: 2, bbox: [0, 0, 100, 50] });
});

test('an image of several objects has an annotation for each', () => {
  const [box, other] = [
    { x: 0, y: 0, w: 10, h: 10 },
    { x: 50, y: 20, w: 20, h: 20 },
  ];
  const results = cocoResults(
    [{ ...prediction('1.jpg', box), boxes: [box, other] }, prediction('2.jpg', box)],
    ['cat', 'dog'],
  );
  expect(results.annotations.map(({ id, image_id: image, bbox }) => [id, image, ...bbox])).toEqual([
    [1, 1, 0, 0, 10, 10],
    [2, 1, 50, 20, 20, 20],
    [3, 2, 0, 0, 10, 10],
  ]);
});

test('a box is cut at the edge of its image', () => {
  const { annotations } = cocoResults([prediction('1.jpg', { x: -5, y: 10, w: 200, h: 20 })], ['cat', 'dog']);
  expect(annotations[0]?.bbox).toEqual([0, 10, 100, 20]);
});

test('the file replaces an earlier one, and nothing is left beside it', () => {
  const folder = testFolder();
  const file = join(folder, 'results.json');
  writeFileSync(file, 'an earlier one');
  const results = cocoResults([prediction('1.jpg', { x: 0, y: 0, w: 10, h: 10 })], ['cat', 'dog']);
  writeCocoResults(file, results);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(results);
  expect(readdirSync(folder)).toEqual(['results.json']);
});
