import { expect, test } from 'vitest';
import { BoxTable } from './boxTable.ts';
import { boxColumns } from './galleryFixtures.ts';
import { randomStream } from '../../shared/random.ts';

function tableOf(rows: [id: number, imageId: number, x: number][]): BoxTable {
  const table = new BoxTable();
  table.apply({ imageIds: new Int32Array(0), boxes: boxColumns(rows) });
  return table;
}

test('a box is read back as it was given; boxes that no model gave have no score', () => {
  const boxes = boxColumns([[7, 3, 1.5]]);
  boxes.review[0] = 2;
  boxes.source[0] = 1;
  boxes.scores[0] = NaN;
  boxes.reasons[0] = 5;
  const table = new BoxTable();
  table.apply({ imageIds: Int32Array.of(3), boxes });
  const box = {
    ...{ id: 7, imageId: 3, classId: 1, x: 1.5, y: 5, w: 10, h: 20 },
    ...{ review: 'edited', source: 'drawn', score: null, agreement: null, reasons: 5 },
  };
  expect(table.of(3)).toEqual([box]);
  expect(table.box(7)).toEqual(box);
  expect(table.box(8)).toBeNull();
  expect(table.of(4)).toEqual([]);
});

test('the boxes of an image are replaced, whether there are more of them than before or fewer', () => {
  const table = tableOf([
    [1, 10, 0],
    [2, 10, 1],
    [3, 20, 2],
  ]);
  table.apply({ imageIds: Int32Array.of(10), boxes: boxColumns([[2, 10, 9]]) });
  expect(table.of(10).map(({ id, x }) => [id, x])).toEqual([[2, 9]]);
  expect(table.box(1)).toBeNull();
  const three = boxColumns([
    [2, 10, 9],
    [4, 10, 8],
    [5, 10, 7],
  ]);
  table.apply({ imageIds: Int32Array.of(10), boxes: three });
  expect(table.of(10).map(({ id }) => id)).toEqual([2, 4, 5]);
  expect(table.of(20).map(({ id, x }) => [id, x])).toEqual([[3, 2]]);
});

test('an image named without boxes loses all of its boxes', () => {
  const table = tableOf([
    [1, 10, 0],
    [2, 20, 1],
  ]);
  table.apply({ imageIds: Int32Array.of(10), boxes: boxColumns([]) });
  expect(table.of(10)).toEqual([]);
  expect([...table.columns().ids]).toEqual([2]);
});

test('boxes go image by image in the order asked for', () => {
  const table = tableOf([
    [1, 10, 0],
    [2, 20, 0],
    [3, 10, 0],
  ]);
  expect(table.views(Int32Array.of(20, 30, 10)).map(({ id }) => id)).toEqual([2, 1, 3]);
});

test('after two thousand random changes it holds what a plain map of lists holds, without gaps', () => {
  const random = randomStream(4);
  const table = new BoxTable();
  const expected = new Map<number, [number, number, number][]>();
  let nextId = 1;
  for (let step = 0; step < 2000; step += 1) {
    const images = [...new Set([1, 2, 3].map(() => Math.floor(random() * 40) + 1))];
    const rows = images.flatMap((imageId) =>
      Array.from({ length: Math.floor(random() * 4) }, (): [number, number, number] => [
        nextId++,
        imageId,
        step,
      ]),
    );
    table.apply({ imageIds: Int32Array.from(images), boxes: boxColumns(rows) });
    for (const image of images)
      expected.set(
        image,
        rows.filter(([, imageId]) => imageId === image),
      );
  }
  for (const [image, rows] of expected) {
    expect(table.of(image).map(({ id, imageId, x }) => [id, imageId, x])).toEqual(rows);
  }
  const all = [...expected.values()].flat().map(([id]) => id);
  expect([...table.columns().ids].sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
  expect(table.columns().geometry).toHaveLength(all.length * 4);
});
