import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { formatList, fraction, score, splitShares, statusList, wholeNumber } from './options.ts';

const refusedBy = (parse: (text: string) => unknown, texts: string[]): string[] =>
  texts.filter((text) => {
    try {
      parse(text);
      return false;
    } catch (error) {
      return error instanceof InvalidArgumentError;
    }
  });

test('a seed is a whole number that JavaScript can hold', () => {
  expect([wholeNumber('0'), wholeNumber('42'), wholeNumber('007')]).toEqual([0, 42, 7]);
  const wrong = ['', '-1', '1.5', '1e3', ' 1', 'x', '9007199254740993'];
  expect(refusedBy(wholeNumber, wrong)).toEqual(wrong);
});

test('theta reaches up to 1 without it, a score to 1 with it', () => {
  expect([fraction('0'), fraction('.5'), score('0'), score('1')]).toEqual([0, 0.5, 0, 1]);
  expect(refusedBy(fraction, ['1', '-0.1', '', ' ', 'x', 'NaN'])).toHaveLength(6);
  expect(refusedBy(score, ['1.01', '-0.1', '', ' ', 'x', 'NaN'])).toHaveLength(6);
});

test('a list names known things, each of which counts once', () => {
  expect(formatList('voc, coco,voc')).toEqual(['coco', 'voc']);
  expect(() => formatList('coco,yolo7')).toThrow('"yolo7" is not a format. There are: coco, voc');
  expect(refusedBy(formatList, ['', 'coco,', 'COCO'])).toHaveLength(3);
  expect(statusList('edited,accepted')).toEqual(['accepted', 'edited']);
  expect(() => statusList('rejected')).toThrow('There are: accepted, edited, unreviewed');
});

test('shares of splits: what is not named gets nothing', () => {
  expect(splitShares('train=.8,val=.2')).toEqual({ train: 0.8, val: 0.2, test: 0 });
  expect(splitShares(' test = 1 ')).toEqual({ train: 0, val: 0, test: 1 });
  expect(splitShares('train=70,val=20,test=10')).toEqual({ train: 70, val: 20, test: 10 });
  const wrong = [
    '',
    'train',
    'train=',
    'train=-1',
    'train=x',
    'dev=1',
    'train=0',
    'train=1,train=2',
    'train=1=2',
  ];
  expect(refusedBy(splitShares, wrong)).toEqual(wrong);
});
