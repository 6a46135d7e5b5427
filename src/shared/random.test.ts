import { describe, expect, it } from 'vitest';
import { normalNumbers, randomStream, randomStreamFor, shuffled } from './random.ts';

const first = (random: () => number, count = 5) => Array.from({ length: count }, random);

describe('random numbers', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(first(randomStream(7))).toEqual(first(randomStream(7)));
    expect(first(randomStream(7))).not.toEqual(first(randomStream(8)));
  });

  it('of one part of a run do not repeat those of another', () => {
    const parts = [-2, -1, 0, 1, 2].map((part) => first(randomStreamFor(1, part)).join());
    expect(new Set(parts).size).toBe(5);
  });

  it('fill [0, 1) evenly: of 10,000 about a tenth in each tenth', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of first(randomStream(1), 10_000)) counts[Math.floor(value * 10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('are normal where asked: mean 0, the given deviation', () => {
    const values = [...normalNumbers(10_000, 2, randomStream(3))];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  });

  it('shuffle a copy that has every item once', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const mixed = shuffled(items, randomStream(5));
    expect(mixed).not.toEqual(items);
    expect(mixed.toSorted()).toEqual(items);
  });
});
