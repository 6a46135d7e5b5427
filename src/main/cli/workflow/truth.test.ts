import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BoxwrightError } from '../../../shared/errors.ts';
import { testFolder } from '../testCommand.ts';
import { readTruth } from './truth.ts';

function truthFile(content: unknown): string {
  const file = join(testFolder(), 'truth.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const images = [
  { id: 1, width: 40, height: 30, file_name: 'cat/1.jpg' },
  { id: 2, width: 40, height: 30, file_name: 'dog/1.jpg' },
  { id: 3, width: 40, height: 30, file_name: 'dog/2.jpg' },
];
const categories = [
  { id: 7, name: 'cat' },
  { id: 9, name: 'dog' },
];

test('an image has the class of its first box, and the boxes of that class', () => {
  const annotations = [
    { id: 1, image_id: 2, category_id: 9, bbox: [1, 2, 3, 4] },
    { id: 2, image_id: 1, category_id: 7, bbox: [5, 6, 7, 8] },
    { id: 3, image_id: 2, category_id: 7, bbox: [0, 0, 9, 9] },
    { id: 4, image_id: 2, category_id: 9, bbox: [9, 8, 7, 6] },
  ];
  const truth = readTruth(truthFile({ images, categories, annotations }));
  // dog/2.jpg has no box to compare with.
  expect(truth.map(({ image, className, boxes }) => [image.file_name, className, boxes])).toEqual([
    ['cat/1.jpg', 'cat', [{ x: 5, y: 6, w: 7, h: 8 }]],
    [
      'dog/1.jpg',
      'dog',
      [
        { x: 1, y: 2, w: 3, h: 4 },
        { x: 9, y: 8, w: 7, h: 6 },
      ],
    ],
  ]);
});

test('what is no truth is refused by its name', () => {
  const contents = [
    'no JSON',
    {},
    { images, categories, annotations: [] },
    [{ image_id: 1, bbox: [1, 2, 3, 4] }],
  ];
  for (const file of [...contents.map(truthFile), 'missing/truth.json']) {
    expect(() => readTruth(file)).toThrow(BoxwrightError);
    expect(() => readTruth(file)).toThrow(/truth\.json (cannot be read as truth boxes|holds no box)/);
  }
});
