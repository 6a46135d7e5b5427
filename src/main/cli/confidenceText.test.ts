import { expect, test } from 'vitest';
import { confidenceText } from './confidenceText.ts';

const leftOut = { inBulk: 3, earlier: 0, classOnly: 1 };

test('before enough is reviewed it says how many are missing, and no share', () => {
  const text = confidenceText({
    ...{ basis: 'score', reviewed: 12, unreviewed: 200, leftOut },
    standards: [{ standard: 0.5, right: 11, reliability: null, promises: [] }],
  });
  expect(text).toContain('Review 18 more boxes');
  expect(text).not.toContain('%');
});

test('after it, a line for each bar with its promise, or why there is none', () => {
  const text = confidenceText({
    ...{ basis: 'agreement', reviewed: 41, unreviewed: 640, leftOut },
    standards: [
      {
        ...{ standard: 0.5, right: 39, reliability: { bins: [], calibrationError: 0.0312 } },
        promises: [
          { bar: 0, count: 640, verdict: { kind: 'promise', interval: { low: 88, high: 97 } } },
          { bar: 0.95, count: 4, verdict: { kind: 'none-near' } },
        ],
      },
    ],
  });
  expect(text).toContain('IoU >= 0.5: 39 of 41 reviewed boxes are right.');
  expect(text).toContain('Expected calibration error 0.031.');
  expect(text).toContain('From 0.00 up:    640 boxes, 88 to 97 % right');
  expect(text).toContain('From 0.95 up:      4 boxes, too few reviewed boxes are about as sure');
  expect(text).not.toContain('Review ');
});
