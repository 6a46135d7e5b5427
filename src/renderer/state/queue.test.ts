import { describe, expect, it } from 'vitest';
import { buildQueue, confidenceAt, countStatuses, nextInNeed, statusOf, unreviewedBoxes } from './queue.ts';
import type { Filter, Sort } from './queue.ts';

const [elephant, emu] = [1, 2];
const codes = { unreviewed: 0, accepted: 1, edited: 2, rejected: 3 };

/** Columns of [image, class, state, score, reasons]; box ids count from 101. */
function columns(rows: [number, number, keyof typeof codes, number, number][]) {
  return {
    ids: Int32Array.from(rows, (_, index) => 101 + index),
    imageIds: Int32Array.from(rows, ([image]) => image),
    classIds: Int32Array.from(rows, ([, classId]) => classId),
    review: Uint8Array.from(rows, ([, , state]) => codes[state]),
    scores: Float32Array.from(rows, ([, , , score]) => score),
    agreements: new Float32Array(rows.length).fill(Number.NaN),
    reasons: Uint16Array.from(rows, ([, , , , reasons]) => reasons),
  };
}

/** Images 11 to 17, elephants then emus; 17 has no box. */
const images = {
  ids: Int32Array.of(11, 12, 13, 14, 15, 16, 17),
  classIds: Int32Array.of(elephant, elephant, elephant, emu, emu, emu, emu),
};
const boxes = columns([
  [11, elephant, 'accepted', 0.2, 0],
  [12, elephant, 'unreviewed', 0.6, 0],
  [13, elephant, 'unreviewed', 0.9, 4],
  [14, emu, 'unreviewed', 0.3, 0],
  [15, emu, 'unreviewed', 0.4, 1],
  [16, emu, 'rejected', 0.1, 2],
  // A second box on the accepted elephant.
  [11, emu, 'edited', Number.NaN, 0],
]);
const rowOf = (imageId: number) => images.ids.indexOf(imageId);

function ids(
  filter: Filter,
  sort: Sort,
  classId: number | null = null,
  least: number | null = null,
): number[] {
  const queue = buildQueue(images, boxes, rowOf, { filter, sort, classId, least });
  return Array.from(queue, (row) => images.ids[row]!);
}

describe('the order of review', () => {
  it('puts first what needs a person: suspicious by score, then unreviewed by score, then the rest', () => {
    expect(ids('all', 'need')).toEqual([15, 13, 14, 12, 17, 11, 16]);
  });

  it('by score takes each image by its least certain box that is most urgent', () => {
    expect(ids('all', 'score')).toEqual([16, 11, 14, 15, 12, 13, 17]);
  });

  it('for calibration goes from end to end of the range of those that need a person, then to the others', () => {
    // By confidence 14 15 12 13; halves and quarters: 14, 12, 15, 13.
    expect(ids('all', 'spread')).toEqual([14, 12, 15, 13, 11, 16, 17]);
  });

  it('by class and name is the order of the columns, newest first the reverse of the ids', () => {
    expect(ids('all', 'class')).toEqual([11, 12, 13, 14, 15, 16, 17]);
    expect(ids('all', 'newest')).toEqual([17, 16, 15, 14, 13, 12, 11]);
  });
});

describe('the filter', () => {
  it('lets an image in by any of its boxes', () => {
    expect(ids('suspicious', 'class')).toEqual([13, 15]);
    expect(ids('unreviewed', 'class')).toEqual([12, 14]);
    expect(ids('edited', 'class')).toEqual([11]);
    expect(ids('accepted', 'class')).toEqual([11]);
  });

  it('lets in images with an unreviewed box that is sure enough', () => {
    expect(ids('all', 'class', null, 0.6)).toEqual([12, 13]);
    expect(ids('all', 'class', emu, 0.35)).toEqual([15]);
  });

  it('looks at boxes of the chosen class, and at the image where there are none', () => {
    expect(ids('all', 'class', emu)).toEqual([11, 14, 15, 16, 17]);
    expect(ids('accepted', 'class', emu)).toEqual([]);
  });
});

describe('counts', () => {
  it('are of boxes, each with one status', () => {
    expect(countStatuses(boxes, null)).toEqual({
      all: 7,
      suspicious: 2,
      unreviewed: 2,
      accepted: 1,
      edited: 1,
      rejected: 1,
    });
    expect(countStatuses(boxes, elephant).all).toBe(3);
  });

  it('call no decided box suspicious', () => {
    expect(statusOf('rejected', 2)).toBe('rejected');
    expect(statusOf('unreviewed', 2)).toBe('suspicious');
  });
});

describe('the next that needs a decision', () => {
  const needs = (open: number[]) => (place: number) => open.includes(place);

  it('is the next one after here, and after the last the first', () => {
    expect(nextInNeed(6, 2, needs([1, 2, 4]))).toBe(4);
    expect(nextInNeed(6, 4, needs([1, 2, 4]))).toBe(1);
  });

  it('is none when only this one is left', () => {
    expect(nextInNeed(6, 4, needs([4]))).toBe(-1);
    expect(nextInNeed(0, 0, needs([]))).toBe(-1);
  });
});

describe('accepting in bulk', () => {
  const taken = (filter: Filter, classId: number | null = null) => [
    ...unreviewedBoxes(boxes, { filter, classId }, 'score').ids,
  ];

  it('takes unreviewed boxes that the filter shows', () => {
    expect(taken('all')).toEqual([102, 103, 104, 105]);
    expect(taken('suspicious', emu)).toEqual([105]);
    expect(taken('accepted')).toEqual([]);
  });

  it('goes by agreement where boxes are refined, and passes over those that are not', () => {
    const agreements = Float32Array.from(boxes.ids, (id) => (id === 104 ? 0.75 : Number.NaN));
    const refined = { ...boxes, agreements };
    const { ids, agreements: values } = unreviewedBoxes(
      refined,
      { filter: 'all', classId: null },
      'agreement',
    );
    expect([[...ids], [...values]]).toEqual([[104], [0.75]]);
    expect([confidenceAt(refined, 3), confidenceAt(refined, 4)]).toEqual([0.75, Math.fround(0.4)]);
  });
});

describe('ten thousand images', () => {
  it('keep equals in the order of their rows', () => {
    const many = {
      ids: Int32Array.from({ length: 10_000 }, (_, i) => i + 1),
      classIds: new Int32Array(10_000),
    };
    const same = columns(Array.from(many.ids, (id) => [id, 0, 'unreviewed', id % 2 === 0 ? 0.5 : 0.25, 0]));
    const queue = buildQueue(many, same, (id) => id - 1, {
      ...{ filter: 'all', classId: null, sort: 'need', least: null },
    });
    expect([queue[0], queue[1], queue[4999], queue[5000], queue[9999]]).toEqual([0, 2, 9998, 1, 9999]);
  });
});
