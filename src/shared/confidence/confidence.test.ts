/** The mathematics of confidence, with numbers that can be checked by hand. */
import { describe, expect, it } from 'vitest';
import { normalQuantile, sigmoid } from './normal.ts';
import { posteriorOf } from './posterior.ts';
import type { Outcome } from './posterior.ts';
import { barOf, chanceOf, intervalAt, promiseTable } from './promise.ts';
import { quickLogSigmoid, quickSigmoid } from './quickCurves.ts';
import { binned, reliabilityOf } from './reliability.ts';
import { scaleOf, scoreOn } from './scale.ts';
import { spreadPlaces } from './spread.ts';
import { countsAbove, verdictAt } from './verdict.ts';

/** `count` reviewed boxes of one class, spread over the scale, of which every `wrongEvery`-th is wrong (0: none). */
function reviewed(count: number, wrongEvery: number, classId = 1): Outcome[] {
  return Array.from({ length: count }, (_, i) => ({
    score: normalQuantile((i + 0.5) / count),
    classId,
    isRight: wrongEvery === 0 || i % wrongEvery !== 0,
  }));
}

/** Agreements 0.005, 0.015 … 0.995, each `times` times. */
function evenly(times: number): { agreements: Float32Array; classIds: Int32Array } {
  const agreements = Float32Array.from(
    { length: 100 * times },
    (_, i) => (Math.floor(i / times) + 0.5) / 100,
  );
  return { agreements, classIds: new Int32Array(agreements.length).fill(1) };
}

describe('the curves', () => {
  it('are those of the tables of the normal distribution', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 6);
  });

  it('are looked up as they are calculated', () => {
    for (const logit of [-40, -15.99, -3.003, 0, 0.7, 5.501, 15.99, 40]) {
      expect(quickSigmoid(logit)).toBeCloseTo(sigmoid(logit), 5);
      expect(quickLogSigmoid(logit)).toBeCloseTo(-Math.log1p(Math.exp(-logit)), 5);
    }
  });
});

describe('the scale', () => {
  it('is one of ranks: the middle box is at 0, whatever the agreements are', () => {
    const low = scaleOf([0.1, 0.2, 0.3]);
    const high = scaleOf([0.97, 0.98, 0.99]);
    expect(scoreOn(low, 0.2)).toBeCloseTo(0, 9);
    expect(scoreOn(high, 0.98)).toBeCloseTo(0, 9);
    // The first of three stands for the share 1/6.
    expect(scoreOn(high, 0.97)).toBeCloseTo(normalQuantile(1 / 6), 9);
  });

  it('gives equals the middle of their ranks, and what lies beyond its ends the ends', () => {
    const scale = scaleOf([1, 0.5, 1, 0.5]);
    expect(scoreOn(scale, 0.5)).toBeCloseTo(normalQuantile(0.25), 9);
    expect(scoreOn(scale, 0.75)).toBeCloseTo(0, 9);
    expect(scoreOn(scale, 0)).toBe(scoreOn(scale, 0.5));
    expect(scoreOn(scaleOf([]), 0.5)).toBe(0);
  });
});

describe('a bar', () => {
  it('is reached by what is at it with 32 bits, and by nothing below', () => {
    expect(barOf(Math.fround(0.82))).toBe(82);
    expect(barOf(0.8199)).toBe(81);
    expect([barOf(0), barOf(1)]).toEqual([0, 100]);
  });
});

describe('a promise', () => {
  const candidates = evenly(6);
  const scale = scaleOf(candidates.agreements);

  it('holds the share that was found, and the surest boxes are promised more than all', () => {
    // Every fifth of forty is wrong: 80 % right.
    const table = promiseTable(posteriorOf(reviewed(40, 5), 1), scale, candidates);
    const [all, surest] = [intervalAt(table, 0)!, intervalAt(table, 80)!];
    expect([table.counts[0], table.counts[80], table.counts[100]]).toEqual([600, 120, 0]);
    expect(all.low).toBeLessThan(80);
    expect(all.high).toBeGreaterThan(80);
    // Two standard errors of 40 boxes are 13 points to either side.
    expect(all.high - all.low).toBeGreaterThan(15);
    expect(all.high - all.low).toBeLessThan(30);
    expect(surest.low + surest.high).toBeGreaterThan(all.low + all.high);
    expect(intervalAt(table, 100)).toBeNull();
  });

  it('is narrower the more is reviewed, and reaches 100 % where nothing was wrong', () => {
    const of = (count: number) =>
      intervalAt(promiseTable(posteriorOf(reviewed(count, 0), 1), scale, candidates), 0)!;
    expect(of(30).high).toBe(100);
    expect(of(30).low).toBeGreaterThan(80);
    expect(of(300).low).toBeGreaterThan(of(30).low);
    // No wrong one among 300 leaves at most 1 % wrong ("rule of three"), or a little more.
    expect(of(300).low).toBeGreaterThanOrEqual(97);
  });

  it('does not care in which part of the range a person reviewed', () => {
    // All boxes follow one curve; one reviewer saw the lesser half, one the better half.
    const curve = (score: number) => sigmoid(1.5 + 1.2 * score);
    const seen = (from: number) =>
      Array.from({ length: 600 }, (_, i) => normalQuantile((from + (i + 0.5) / 1200) * 0.998 + 0.001)).map(
        (score, i) => ({ score, classId: 1, isRight: (i * 0.618034) % 1 < curve(score) }),
      );
    const truth = Array.from({ length: 1000 }, (_, i) => curve(normalQuantile((i + 0.5) / 1000)));
    const mean = (100 * truth.reduce((sum, one) => sum + one, 0)) / 1000;
    for (const from of [0, 0.5]) {
      const interval = intervalAt(promiseTable(posteriorOf(seen(from), 1), scale, candidates), 0)!;
      expect(interval.low).toBeLessThanOrEqual(mean);
      expect(interval.high).toBeGreaterThanOrEqual(mean);
    }
  });

  it('says less of a class that nobody reviewed', () => {
    const posterior = posteriorOf(reviewed(100, 10), 2);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(chanceOf(posterior, 0, 2))).toBeGreaterThan(2 * width(chanceOf(posterior, 0, 1)));
    expect(chanceOf(posterior, 0, 1).mean).toBeCloseTo(0.9, 1);
  });

  it('tells classes apart where their boxes do', () => {
    const posterior = posteriorOf([...reviewed(60, 0, 1), ...reviewed(60, 2, 2)], 2);
    expect(chanceOf(posterior, 0, 1).low).toBeGreaterThan(0.85);
    expect(chanceOf(posterior, 0, 2).mean).toBeCloseTo(0.5, 1);
  });
});

describe('a verdict', () => {
  const candidates = evenly(1);
  const scale = scaleOf(candidates.agreements);
  const table = promiseTable(posteriorOf(reviewed(40, 10), 1), scale, candidates);
  const above = (...agreements: number[]) => countsAbove(agreements);
  const spread = Array.from({ length: 40 }, (_, i) => (i + 0.5) / 40);

  it('waits for thirty reviewed boxes', () => {
    expect(verdictAt(table, above(...spread.slice(0, 18)), 0)).toEqual({ kind: 'review-more', missing: 12 });
    expect(verdictAt(table, above(...spread), 0).kind).toBe('promise');
  });

  it('needs reviewed boxes that are as sure, and as unsure, as those above the bar', () => {
    expect(verdictAt(table, above(...spread.map((one) => one / 2)), 60)).toEqual({ kind: 'none-near' });
    expect(verdictAt(table, above(...spread.map((one) => 0.8 + one / 5)), 10)).toEqual({ kind: 'none-near' });
    // The most doubtful forty say nothing of the surer half.
    expect(verdictAt(table, above(...spread.map((one) => 0.4 * one)), 0)).toEqual({ kind: 'none-near' });
  });

  it('withholds an interval that is too wide to help, and has none of nothing', () => {
    // One box can only be right or wrong.
    const lone = { agreements: [0.9], classIds: [1] };
    const doubtful = promiseTable(posteriorOf(reviewed(40, 2), 1), scale, lone);
    expect(verdictAt(doubtful, above(...spread), 80)).toEqual({ kind: 'too-wide' });
    expect(verdictAt(doubtful, above(...spread), 95)).toEqual({ kind: 'empty' });
  });
});

describe('reliability', () => {
  it('compares chances with what came of them, bin by bin', () => {
    const { bins, calibrationError } = binned([
      { chance: 0.95, isRight: true },
      { chance: 0.95, isRight: true },
      { chance: 0.85, isRight: true },
      { chance: 0.85, isRight: false },
    ]);
    expect(bins[9]).toEqual({ from: 0.9, to: 1, count: 2, meanChance: 0.95, shareRight: 1 });
    expect(bins[8]).toMatchObject({ count: 2, meanChance: 0.85, shareRight: 0.5 });
    expect(bins[0]).toMatchObject({ count: 0, meanChance: null, shareRight: null });
    // (2 * 0.05 + 2 * 0.35) / 4
    expect(calibrationError).toBeCloseTo(0.2, 9);
    expect(binned([]).calibrationError).toBeNull();
  });

  it('takes each chance from the other boxes', () => {
    // Of two boxes alike, one right: each by the other alone is less likely to be what it is than by both.
    const pair: Outcome[] = [true, false].map((isRight) => ({ score: 0, classId: 1, isRight }));
    const posterior = posteriorOf(pair, 1);
    const { mean } = chanceOf(posterior, 0, 1);
    const chances = reliabilityOf(pair, posterior)
      .bins.filter(({ count }) => count > 0)
      .map(({ meanChance, shareRight }) => [shareRight, meanChance]);
    expect(chances.find(([share]) => share === 1)![1]).toBeLessThan(mean);
    expect(chances.find(([share]) => share === 0)![1]).toBeGreaterThan(mean);
  });
});

describe('the spread order', () => {
  it('halves the range again and again', () => {
    // Ranks 0 to 7 in the order 0 4 2 6 1 5 3 7.
    expect([...spreadPlaces([0, 1, 2, 3, 4, 5, 6, 7])]).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
    expect([...spreadPlaces([0.9, 0.1, 0.5])]).toEqual([1, 0, 2]);
    expect([...spreadPlaces([])]).toEqual([]);
  });

  it('has boxes from every tenth of the range among the first thirty of a thousand', () => {
    const places = spreadPlaces(Array.from({ length: 1000 }, (_, i) => i));
    const first = [...places.keys()].filter((rank) => places[rank]! < 30);
    expect(new Set(first.map((rank) => Math.floor(rank / 100))).size).toBe(10);
  });
});
