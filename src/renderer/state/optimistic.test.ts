import { describe, expect, it } from 'vitest';
import type { BoxView } from './boxTable.ts';
import { asChanges, decided } from './optimistic.ts';

const place = { x: 10, y: 20, w: 30, h: 40 };
const first: BoxView = {
  id: 5,
  imageId: 1,
  classId: 3,
  ...place,
  review: 'unreviewed',
  source: 'predicted',
  score: 0.5,
  agreement: 0.75,
  reasons: 1,
};
const second: BoxView = {
  ...first,
  id: 6,
  source: 'drawn',
  score: null,
  agreement: null,
  reasons: 0,
  review: 'accepted',
};

describe('a decision, before the library answers', () => {
  it('accepts or rejects one box of an image', () => {
    const after = decided([first, second], { kind: 'accept', boxId: 5 }, -1);
    expect(after.map(({ review }) => review)).toEqual(['accepted', 'accepted']);
    expect(decided([first, second], { kind: 'reject', boxId: 6 }, -1)[1]!.review).toBe('rejected');
  });

  it('keeps an accepted box edited that a person has put right', () => {
    expect(decided([{ ...first, review: 'edited' }], { kind: 'accept', boxId: 5 }, -1)[0]!.review).toBe(
      'edited',
    );
  });

  it('removes a drawn box, but only rejects one that a model would bring back', () => {
    expect(decided([first, second], { kind: 'delete', boxId: 6 }, -1)).toEqual([first]);
    expect(decided([first], { kind: 'delete', boxId: 5 }, -1)[0]!.review).toBe('rejected');
  });

  it('moves a box or gives it a class, and marks it as edited', () => {
    const moved = { x: 1, y: 2, w: 3, h: 4 };
    expect(decided([first], { kind: 'edit', boxId: 5, box: moved }, -1)).toEqual([
      { ...first, ...moved, review: 'edited' },
    ]);
    expect(decided([first], { kind: 'set-class', boxId: 5, classId: 9 }, -1)).toEqual([
      { ...first, classId: 9, review: 'edited' },
    ]);
  });

  it('adds a drawn box with an id for the time being', () => {
    const after = decided([first], { kind: 'draw', imageId: 1, classId: 3, box: place }, -7);
    expect(after[1]).toEqual({ ...second, id: -7 });
  });
});

describe('boxes as columns', () => {
  it('hold everything of a box', () => {
    const { imageIds, boxes } = asChanges([1, 2], [first, second]);
    expect([...imageIds]).toEqual([1, 2]);
    expect([...boxes.ids]).toEqual([5, 6]);
    expect([...boxes.geometry]).toEqual([10, 20, 30, 40, 10, 20, 30, 40]);
    expect([...boxes.review]).toEqual([0, 1]);
    expect([...boxes.source]).toEqual([0, 1]);
    expect(boxes.scores[0]).toBe(0.5);
    expect(boxes.scores[1]).toBeNaN();
  });
});
