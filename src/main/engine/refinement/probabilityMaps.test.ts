import { expect, it } from 'vitest';
import { averageWithMirrors } from './probabilityMaps.ts';

it('averages a map with that of the mirror, turned back', () => {
  // Two rows of three; the mirror of the first row says the same, that of the second says it of the other side.
  const values = Float32Array.of(0, 0.5, 1, 0, 0, 1);
  averageWithMirrors(values, Float32Array.of(1, 0.5, 0, 0, 0, 1), 3);
  expect([...values]).toEqual([0, 0.5, 1, 0.5, 0, 0.5]);
});
