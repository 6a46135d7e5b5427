import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundedProbabilities } from '../../../shared/scoreMap.ts';
import { cellCodecs } from './mapCells.ts';

test('activations come back in half precision', () => {
  const cells = cellCodecs.activation.pack(Float32Array.of(1, 0.1), { height: 1, width: 2 });
  expect(cells).toHaveLength(4);
  // 0.1 is not a half; the nearest is 1638 / 2^14.
  expect([...cellCodecs.activation.unpack(cells, { height: 1, width: 2 })]).toEqual([1, 1638 / 2 ** 14]);
});

test('probabilities come back in whole percents, whatever stands beside them', () => {
  const sizes = fc.record({ height: fc.integer({ min: 1, max: 6 }), width: fc.integer({ min: 1, max: 6 }) });
  const maps = sizes.chain((grid) =>
    fc
      .array(fc.float({ min: 0, max: 1, noNaN: true }), {
        minLength: grid.height * grid.width,
        maxLength: grid.height * grid.width,
      })
      .map((values) => ({ grid, values: Float32Array.from(values) })),
  );
  fc.assert(
    fc.property(maps, ({ grid, values }) => {
      const cells = cellCodecs.probability.pack(values, grid);
      expect(cellCodecs.probability.unpack(cells, grid)).toEqual(roundedProbabilities(values));
    }),
  );
});

test('a smooth map of 71 x 71 cells takes a fraction of its 5041 bytes', () => {
  const grid = { height: 71, width: 71 };
  const disc = Float32Array.from({ length: 71 * 71 }, (_, i) => {
    const radius = Math.hypot((i % 71) - 35, Math.floor(i / 71) - 35);
    return 1 / (1 + Math.exp((radius - 20) / 3));
  });
  expect(cellCodecs.probability.pack(disc, grid).length).toBeLessThan(1500);
});
