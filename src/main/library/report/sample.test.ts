import { describe, expect, it } from 'vitest';
import { fakeBox, fakeImage, fakeSource } from '../export/fakeSource.ts';
import type { ImageWithBoxes } from '../export/source.ts';
import { groupByClass, shareOut } from './sample.ts';

describe('shareOut', () => {
  it('takes small groups whole and gives their room to the others', () => {
    // 600 / 3 = 200: ten and a hundred fit; what they leave goes to the last.
    expect(shareOut([1000, 10, 100], 600)).toEqual([490, 10, 100]);
    expect(shareOut([1000, 1000], 600)).toEqual([300, 300]);
    expect(shareOut([5, 5], 600)).toEqual([5, 5]);
  });

  it('gives every group at least one', () => {
    expect(shareOut([3, 3, 3], 2)).toEqual([1, 1, 1]);
  });
});

const image = (id: number, score: number | null, classId = 1): ImageWithBoxes => ({
  image: fakeImage({ id, classId }),
  boxes: [fakeBox({ id, imageId: id, classId, score })],
});

describe('groupByClass', () => {
  it('counts all and puts the least sure first', () => {
    const entries = [
      image(1, 0.9),
      image(2, null),
      image(3, 0.3),
      { image: fakeImage({ id: 4 }), boxes: [] },
    ];
    const [group] = groupByClass(fakeSource(['cat', 'dog'], entries), 600);
    expect(group).toMatchObject({ name: 'cat', images: 4, boxes: 3 });
    expect(group?.meanScore).toBeCloseTo(0.6);
    expect(group?.shown.map((entry) => entry.image.id)).toEqual([4, 3, 1, 2]);
  });

  it('leaves out classes without images and boxes that were rejected', () => {
    const rejected = { image: fakeImage(), boxes: [fakeBox({ review: 'rejected' })] };
    const groups = groupByClass(fakeSource(['cat', 'dog'], [rejected]), 600);
    expect(groups.map(({ name, boxes }) => [name, boxes])).toEqual([['cat', 0]]);
  });

  it('chooses the same images whatever their order', () => {
    const entries = Array.from({ length: 50 }, (_, index) => image(index + 1, 0.5));
    const chosen = (list: ImageWithBoxes[]) =>
      groupByClass(fakeSource(['cat'], list), 7)[0]?.shown.map((entry) => entry.image.id);
    expect(chosen(entries)).toHaveLength(7);
    expect(chosen(entries.toReversed())).toEqual(chosen(entries));
  });
});
