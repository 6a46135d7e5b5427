import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/confidence/verdict.ts';
import {
  acceptWords,
  chanceWords,
  leftOutWords,
  likelyWord,
  tighterWords,
  verdictWords,
} from './confidenceWords.ts';

const promise: Verdict = { kind: 'promise', interval: { low: 94, high: 98 } };
const verdicts: Verdict[] = [
  { kind: 'review-more', missing: 12 },
  { kind: 'none-near' },
  { kind: 'too-wide' },
  { kind: 'empty' },
];

describe('accepting in bulk', () => {
  it('speaks in expected precision once it may', () => {
    expect(acceptWords(612, promise)).toBe('Accept 612 boxes, 94–98 % right');
    expect(verdictWords(promise, 41)).toBe('IoU ≥ .5, from 41 reviewed.');
    expect(tighterWords({ kind: 'promise', interval: { low: 78, high: 88 } })).toBe('78–88 % have IoU ≥ .7.');
  });

  it('promises no number before, and says what is missing', () => {
    for (const verdict of verdicts) {
      expect(acceptWords(1, verdict)).toBe('Accept 1 box');
      expect(verdictWords(verdict, 18)).not.toMatch(/%/);
    }
    expect(verdictWords({ kind: 'review-more', missing: 30 }, 0)).toMatch(/^Review 30 first/);
    expect(verdictWords({ kind: 'review-more', missing: 12 }, 18)).toMatch(/^Review 12 more/);
  });

  it('says which reviewed boxes do not count', () => {
    expect(leftOutWords({ inBulk: 120, earlier: 0, classOnly: 2 })).toBe(
      'Not counted: 120 decided in bulk, 2 of which only the class was changed.',
    );
    expect(leftOutWords({ inBulk: 0, earlier: 0, classOnly: 0 })).toBe('');
  });
});

describe('a box', () => {
  it('is likely or less likely among those of its project', () => {
    expect([1, 0, -1, null].map(likelyWord)).toEqual(['likely', 'fairly likely', 'less likely', '']);
  });

  it('is never certain', () => {
    expect([0.999, 0.934, 0.001].map(chanceWords)).toEqual(['99 %', '93 %', '1 %']);
  });
});
