import { expect, test } from 'vitest';
import { exportText, predictText, problemsText } from './texts.ts';

const problem = (path: string) => ({ path, kind: 'missing' as const, reason: 'The file is gone.' });

test('problems are listed with their reasons, twenty of them', () => {
  expect(problemsText([])).toEqual([]);
  expect(problemsText([problem('a.jpg')])).toEqual(['Problems (1):', '  a.jpg\n    The file is gone.']);
  const many = problemsText(Array.from({ length: 25 }, (_, i) => problem(`${i}.jpg`)));
  expect(many).toHaveLength(1 + 20 + 1);
  expect(many.at(-1)).toBe('  … and 5 more; --json lists all.');
});

const plain = {
  format: 'voc',
  folder: 'out',
  images: 9,
  boxes: 10,
  splits: { train: 6, val: 3 },
  clippedBoxes: 0,
  droppedBoxes: 0,
  imagesWithoutBoxes: 0,
  rewrittenImages: 0,
  renamedClasses: [],
};

test('an export that did what was asked says so in two lines', () => {
  expect(exportText({ folder: 'out', formats: [plain], problems: [] })).toBe(
    'Exported to out\n  voc: 9 images (train 6, val 3), 10 boxes in out',
  );
});

test('whatever an export changed or left out is said', () => {
  const format = {
    ...plain,
    clippedBoxes: 1,
    droppedBoxes: 2,
    imagesWithoutBoxes: 3,
    rewrittenImages: 4,
    renamedClasses: [{ from: 'a:b', to: 'a_b' }],
  };
  const text = exportText({ folder: 'out', formats: [format], problems: [problem('a.jpg')] });
  expect(text.split('\n').slice(2)).toEqual([
    '    1 boxes cut at the edge of their image',
    '    2 boxes dropped, being less than a pixel in their image',
    '    3 images left out for want of a box',
    '    4 images written anew instead of copied; manifest.json says why',
    '    class "a:b" is "a_b" there',
    'Problems (1):',
    '  a.jpg',
    '    The file is gone.',
  ]);
});

test('predictions say where they are', () => {
  const found = { boxes: 2, problems: [] };
  expect(predictText({ ...found, project: 'p', out: 'r.json' })).toBe('2 boxes, in p and r.json.');
  expect(predictText(found)).toMatch(/not written anywhere: name a file with --out/);
  expect(predictText({ ...found, untrained: 5 })).toContain('5 images have no box');
});
