import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsAbove, largestPixel, sumAbove, type Component } from './levelSet.ts';
import type { MapGrid } from './scoreMap.ts';
import { upsample } from './upsample.ts';

/** A map that is its own input: a cell a pixel, drawn as rows of digits. */
function pixels(...rows: string[]): MapGrid {
  const values = Float32Array.from(rows.join(''), Number);
  const geometry = { inputSize: rows.length, firstCentre: 0.5, stride: 1 };
  return { values, height: rows.length, width: rows[0]?.length ?? 0, geometry };
}

/** The same by the plain way: every pixel of the upsampled map, flooded one after the other. */
function floodedAbove(map: MapGrid, bar: number): Component[] {
  const side = map.geometry.inputSize;
  const open = Array.from(upsample(map), (value) => value > bar);
  const components: Component[] = [];
  for (let start = 0; start < open.length; start += 1) {
    if (!open[start]) continue;
    const cells = [start];
    open[start] = false;
    for (const cell of cells) {
      const [x, y] = [cell % side, Math.floor(cell / side)];
      for (const [nx, ny] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const) {
        if (nx < 0 || ny < 0 || nx >= side || ny >= side || !open[ny * side + nx]) continue;
        open[ny * side + nx] = false;
        cells.push(ny * side + nx);
      }
    }
    const [xs, ys] = [cells.map((cell) => cell % side), cells.map((cell) => Math.floor(cell / side))];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    components.push({
      box: { x, y, w: Math.max(...xs) - x + 1, h: Math.max(...ys) - y + 1 },
      size: cells.length,
    });
  }
  return components;
}

describe('componentsAbove', () => {
  it('joins cells that share a side, not those that meet at a corner', () => {
    expect(componentsAbove(pixels('1100', '0010', '0010', '0000'), 0.5)).toEqual([
      { box: { x: 0, y: 0, w: 2, h: 1 }, size: 2 },
      { box: { x: 2, y: 1, w: 1, h: 2 }, size: 2 },
    ]);
  });

  it('takes a cell once, however the component winds', () => {
    expect(componentsAbove(pixels('111', '101', '111'), 0.5)).toEqual([
      { box: { x: 0, y: 0, w: 3, h: 3 }, size: 8 },
    ]);
  });

  it('sees two arms as one component where they meet below', () => {
    expect(componentsAbove(pixels('101', '101', '111'), 0.5)).toEqual([
      { box: { x: 0, y: 0, w: 3, h: 3 }, size: 7 },
    ]);
  });

  it('counts what is above the bar, not what is at it', () => {
    expect(componentsAbove(pixels('55', '56'), 5)).toEqual([{ box: { x: 1, y: 1, w: 1, h: 1 }, size: 1 }]);
  });
});

describe('on maps that are upsampled', () => {
  // Few levels, so that many cells are equal and many lie exactly at the bar.
  const anyMap = fc
    .record({
      height: fc.integer({ min: 1, max: 6 }),
      width: fc.integer({ min: 1, max: 6 }),
      inputSize: fc.integer({ min: 1, max: 40 }),
      firstCentre: fc.constantFrom(0.5, 2.5, 3.25),
      stride: fc.constantFrom(0.5, 1, 4, 5.5),
      bar: fc.constantFrom(0, 1, 2.25, 4),
    })
    .chain(({ height, width, bar, ...geometry }) =>
      fc
        .array(fc.integer({ min: 0, max: 8 }), { minLength: height * width, maxLength: height * width })
        .map((cells) => ({ map: { height, width, values: Float32Array.from(cells), geometry }, bar })),
    );
  // Values are quarters and eighths of small numbers: exact in single precision too.
  const check = (body: (map: MapGrid, bar: number) => void) => {
    fc.assert(
      fc.property(anyMap, ({ map, bar }) => body(map, bar)),
      { numRuns: 400, seed: 5 },
    );
  };

  it('finds the components that flooding every pixel finds, in the same order', () => {
    check((map, bar) => {
      if (map.geometry.stride !== 5.5) expect(componentsAbove(map, bar)).toEqual(floodedAbove(map, bar));
    });
  });

  it('sums what a walk over every pixel sums', () => {
    check((map, bar) => {
      const plain = upsample(map).reduce((sum, value) => (value > bar ? sum + value : sum), 0);
      if (map.geometry.stride !== 5.5) expect(sumAbove(map, bar)).toBeCloseTo(plain, 3);
    });
  });

  it('knows the largest pixel, which may lie beside the largest cell', () => {
    check((map) => {
      expect(largestPixel(map)).toBeCloseTo(Math.max(...upsample(map)), 5);
    });
    const between = { inputSize: 2, firstCentre: 1, stride: 2 };
    // Cell centres at 1 and 3, pixels at .5 (the edge, replicated) and 1.5 (a quarter of the way from 0 to 8).
    expect(largestPixel({ height: 1, width: 2, values: Float32Array.of(0, 8), geometry: between })).toBe(2);
  });
});
