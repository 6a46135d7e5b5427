import { describe, expect, it } from 'vitest';
import { chartScale, polyline, thinned, ticks, wholeTicks } from './chartScale.ts';

const plot = { left: 40, top: 10, right: 240, bottom: 110 };

describe('the scale of a chart', () => {
  it('puts zero into the lower left corner and the largest values into the upper right one', () => {
    const { xOf, yOf } = chartScale(plot, 8, 4);
    expect([xOf(0), yOf(0)]).toEqual([40, 110]);
    expect([xOf(8), yOf(4)]).toEqual([240, 10]);
    expect([xOf(2), yOf(1)]).toEqual([90, 85]);
  });

  it('keeps what is too large on the paper', () => {
    const { yOf } = chartScale(plot, 8, 4);
    expect(yOf(40)).toBe(10);
    expect(yOf(-1)).toBe(110);
  });

  it('writes a line as SVG reads it', () => {
    const scale = chartScale(plot, 8, 4);
    const points = [
      { x: 0, y: 4 },
      { x: 4, y: 1 },
    ];
    expect(polyline(points, scale)).toBe('40.0,10.0 140.0,85.0');
  });
});

describe('the numbers along an axis', () => {
  it('are round and reach beyond the highest value', () => {
    expect(ticks(3.9)).toEqual([0, 1, 2, 3, 4]);
    expect(ticks(4.3)).toEqual([0, 1.5, 3, 4.5]);
    expect(ticks(0.83)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(ticks(7.1)).toEqual([0, 2, 4, 6, 8]);
    expect(ticks(0.03)).toEqual([0, 0.01, 0.02, 0.03]);
  });

  it('are there before anything was measured', () => {
    expect(ticks(0)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(ticks(Number.NaN)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('are whole for epochs, the last one always among them', () => {
    expect(wholeTicks(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(wholeTicks(20)).toEqual([0, 3, 6, 9, 12, 15, 18, 20]);
    expect(wholeTicks(1)).toEqual([0, 1]);
  });
});

describe('a line of very many points', () => {
  it('keeps its peaks', () => {
    const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 617 ? 9 : 1 }));
    const few = thinned(points, 100);
    expect(few.length).toBeLessThanOrEqual(100);
    expect(few).toContainEqual({ x: 617, y: 9 });
    expect(few.map(({ x }) => x)).toEqual(few.map(({ x }) => x).sort((a, b) => a - b));
  });

  it('is left as it is when it is short', () => {
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
    ];
    expect(thinned(points, 2)).toEqual(points);
  });
});
