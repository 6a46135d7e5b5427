import { describe, expect, it } from 'vitest';
import { choiceObstacle, defaultChoices, exportRequest, parseChoices, withPercent } from './exportChoices.ts';

describe('the shares of train, val and test', () => {
  it('are all in train at first', () => {
    expect(defaultChoices.splits).toEqual({ train: 100, val: 0, test: 0 });
  });

  it('take from train what val and test get', () => {
    const withVal = withPercent(defaultChoices.splits, 'val', 15);
    expect(withVal).toEqual({ train: 85, val: 15, test: 0 });
    expect(withPercent(withVal, 'test', 20)).toEqual({ train: 65, val: 15, test: 20 });
  });

  it('can add to another sum than 100, and say so', () => {
    const splits = withPercent({ train: 70, val: 15, test: 15 }, 'train', 60);
    expect(splits).toEqual({ train: 60, val: 15, test: 15 });
    expect(choiceObstacle({ ...defaultChoices, splits })).toBe(
      'The shares of train, val and test add to 90 %, not to 100 %.',
    );
    expect(withPercent({ train: 0, val: 80, test: 0 }, 'test', 40)).toEqual({ train: 0, val: 80, test: 40 });
  });

  it('are whole numbers from 0 to 100, whatever is typed', () => {
    expect(withPercent(defaultChoices.splits, 'val', 12.6).val).toBe(13);
    expect(withPercent(defaultChoices.splits, 'val', -3).val).toBe(0);
    expect(withPercent(defaultChoices.splits, 'val', 250)).toEqual({ train: 0, val: 100, test: 0 });
    expect(withPercent(defaultChoices.splits, 'val', Number.NaN).val).toBe(0);
  });
});

describe('what was chosen', () => {
  it('is the same after it was kept as text', () => {
    const choices = { ...defaultChoices, out: '/data/out', minScore: 0.8 };
    expect(parseChoices(JSON.stringify(choices))).toEqual(choices);
  });

  it('starts anew where nothing, or nothing that can be read, was kept', () => {
    expect(parseChoices(null)).toEqual(defaultChoices);
    expect(parseChoices('{"minScore":7,"splits":{"train":1.5}}')).toEqual(defaultChoices);
    expect(parseChoices('[]')).toEqual(defaultChoices);
    expect(parseChoices('not json')).toEqual(defaultChoices);
  });

  it('becomes a request with shares of one', () => {
    const choices = {
      ...defaultChoices,
      statuses: { accepted: true, edited: false, unreviewed: true },
      splits: { train: 70, val: 15, test: 15 },
    };
    expect(exportRequest(choices, '/data/suggested')).toEqual({
      format: 'coco',
      out: '/data/suggested',
      statuses: ['accepted', 'unreviewed'],
      minScore: 0,
      imagesWithoutBoxes: false,
      splits: { train: 0.7, val: 0.15, test: 0.15 },
    });
    expect(exportRequest({ ...choices, out: '/data/mine' }, '/data/suggested').out).toBe('/data/mine');
  });

  it('cannot be nothing at all', () => {
    const statuses = { accepted: false, edited: false, unreviewed: false };
    expect(choiceObstacle({ ...defaultChoices, statuses })).toContain('Nothing is chosen');
    expect(choiceObstacle({ ...defaultChoices, statuses, imagesWithoutBoxes: true })).toBeNull();
    expect(choiceObstacle(defaultChoices)).toBeNull();
  });
});
