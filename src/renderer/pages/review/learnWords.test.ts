import { expect, test } from 'vitest';
import { changeWords, learnWords, lessonWords, progressWords } from './learnWords.ts';

test('the button says how many corrections are new', () => {
  expect(learnWords({ fresh: 1 })).toBe('Learn from 1 correction');
  expect(learnWords({ fresh: 1200 })).toBe('Learn from 1,200 corrections');
  expect(learnWords({ fresh: 0 })).toBe('Learn from corrections');
});

test('without new ones it says what to do', () => {
  const learned = { corrections: 5, at: '2026-01-01T00:00:00Z', changes: null, canTakeBack: true };
  expect(lessonWords({ fresh: 0, learned: null })).toBe(
    'Accept, adjust or draw boxes one by one, and the others can learn from them.',
  );
  expect(lessonWords({ fresh: 0, learned })).toBe('Accept, adjust or draw boxes one by one to learn more.');
  expect(lessonWords({ fresh: 3, learned })).toMatch(/^Boxes that nobody has looked at are drawn anew/);
});

test('what moved, and how far', () => {
  expect(changeWords({ boxes: 40, moved: 0, far: 0, most: [] })).toBe('None of 40 boxes moved.');
  expect(changeWords({ boxes: 1000, moved: 37, far: 12, most: [] })).toBe(
    '37 boxes of 1,000 moved, 12 of them far.',
  );
  expect(changeWords({ boxes: 9, moved: 1, far: 0, most: [] })).toBe('1 box of 9 moved, none of them far.');
});

test('how far it is', () => {
  const now = { stage: 'Find boxes', done: 1, total: 2 };
  expect(progressWords({ state: 'queued', now: null })).toBe('Waits for its turn');
  expect(progressWords({ state: 'running', now: null })).toBe('Learning');
  expect(progressWords({ state: 'running', now })).toBe('Drawing boxes anew');
  expect(progressWords({ state: 'cancelling', now })).toBe('Stopping');
});
