import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allInTrain, checkShares, splitOf, usedSplits } from './splits.ts';

const hash = (start: string) => start.padEnd(64, '0');

describe('splitOf', () => {
  // The first hexadecimal digits are a fraction: 8 is one half, c three quarters.
  const shares = { train: 0.5, val: 0.25, test: 0.25 };

  it('reads the hash as a place between 0 and 1', () => {
    expect(splitOf(hash('0'), shares)).toBe('train');
    expect(splitOf(hash('7fffffffffff'), shares)).toBe('train');
    expect(splitOf(hash('8'), shares)).toBe('val');
    expect(splitOf(hash('c'), shares)).toBe('test');
    expect(splitOf('f'.repeat(64), shares)).toBe('test');
  });

  it('takes shares that do not add to one', () => {
    expect(splitOf(hash('8'), { train: 2, val: 1, test: 1 })).toBe('val');
  });

  it('puts everything in train by default', () => {
    expect(splitOf('f'.repeat(64), allInTrain)).toBe('train');
    expect(usedSplits(allInTrain)).toEqual(['train']);
  });

  it('gives each split about its share', () => {
    const counts = { train: 0, val: 0, test: 0 };
    for (let n = 0; n < 4000; n += 1)
      counts[splitOf(createHash('sha256').update(`${n}`).digest('hex'), shares)] += 1;
    expect(counts.train / 4000).toBeCloseTo(0.5, 1);
    expect(counts.val / 4000).toBeCloseTo(0.25, 1);
  });
});

describe('checkShares', () => {
  it.each([
    { train: 0, val: 0, test: 0 },
    { train: 1, val: -0.1, test: 0 },
    { train: Number.NaN, val: 1, test: 0 },
  ])('refuses %o', (shares) => {
    expect(() => checkShares(shares)).toThrow(/at least one above 0/);
  });
});
