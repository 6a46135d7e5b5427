import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoreMap } from './scoreMap.ts';
import { thetaBox } from './thetaBox.ts';
import { upsample } from './upsample.ts';

/** A map that is its own input: a cell a pixel, drawn as rows of digits, tenths of a probability. */
function pixels(...rows: string[]): ScoreMap {
  const values = Float32Array.from(rows.join(''), (digit) => Number(digit) / 10);
  const geometry = { inputSize: rows.length, firstCentre: 0.5, stride: 1 };
  return { kind: 'probability', values, height: rows.length, width: rows[0]?.length ?? 0, geometry };
}

describe('the box of a probability map', () => {
  const image = { width: 60, height: 30 };

  it('takes the component with most pixels, not the one with the largest box, and scales it to the image', () => {
    // The ring of eight spans 3 x 3, the L of five 4 x 2: most pixels wins at .5 and, once the ring has faded, the L.
    const map = pixels('666000', '606000', '666000', '000900', '000900', '000999');
    expect(thetaBox(map, 0.5, image)).toEqual({ x: 0, y: 0, w: 30, h: 15 });
    expect(thetaBox(map, 0.7, image)).toEqual({ x: 30, y: 15, w: 30, h: 15 });
    const long = pixels('900099', '900099', '900099', '900000', '999000', '000000');
    // Seven in a box of 3 x 5, six in one of 2 x 3; cut off its foot, five in 1 x 5.
    expect(thetaBox(long, 0.5, image)).toEqual({ x: 0, y: 0, w: 30, h: 25 });
    const straight = pixels('900099', '900099', '900099', '900000', '900000', '000000');
    expect(thetaBox(straight, 0.5, image)).toEqual({ x: 40, y: 0, w: 20, h: 15 });
  });

  it('counts what is above the threshold, not what is at it', () => {
    // An eighth is exact in single precision.
    const map = { ...pixels('00', '00'), values: Float32Array.of(0.125, 0.25, 0, 0) };
    expect(thetaBox(map, 0.125, image)).toEqual({ x: 30, y: 0, w: 30, h: 15 });
  });

  it('is the whole image where the object is nowhere', () => {
    expect(thetaBox(pixels('00', '00'), 0.2, image)).toEqual({ x: 0, y: 0, w: 60, h: 30 });
  });
});

/** The same the plain way: every pixel of the upsampled map, flooded one after the other. */
function floodedBox(map: ScoreMap, threshold: number) {
  const side = map.geometry.inputSize;
  const upsampled = upsample(map);
  const most = upsampled.reduce((a, b) => Math.max(a, b));
  const bar = most > threshold ? threshold : most / 2;
  const open = Uint8Array.from(upsampled, (value) => (value > bar ? 1 : 0));
  let best: number[] = [];
  for (let start = 0; start < open.length; start += 1) {
    const members = open[start] ? [start] : [];
    open[start] = 0;
    for (const pixel of members) {
      const x = pixel % side;
      const sides = [x > 0 ? pixel - 1 : -1, x < side - 1 ? pixel + 1 : -1, pixel - side, pixel + side];
      for (const next of sides.filter((one) => open[one] === 1)) {
        open[next] = 0;
        members.push(next);
      }
    }
    if (members.length > best.length) best = members;
  }
  if (best.length === 0) return { x: 0, y: 0, w: side, h: side };
  const rows = best.map((pixel) => Math.floor(pixel / side));
  const columns = best.map((pixel) => pixel % side);
  const from = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b));
  const to = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b)) + 1;
  const [x, y] = [from(columns), from(rows)];
  return { x, y, w: to(columns) - x, h: to(rows) - y };
}

describe('on maps as the head makes them', () => {
  const cells = 71;
  // Where Conv2d_4a lies; quarters of pixels between cells and sixteenths of probability are exact in single precision.
  const geometry = { inputSize: 299, firstCentre: 9.5, stride: 4 };
  const blob = fc.record({
    x: fc.integer({ min: -5, max: 75 }),
    y: fc.integer({ min: -5, max: 75 }),
    radius: fc.integer({ min: 1, max: 30 }),
    height: fc.integer({ min: 1, max: 16 }),
  });

  /** A few soft round objects, and single cells that flicker. */
  function drawn(blobs: { x: number; y: number; radius: number; height: number }[], noise: number): ScoreMap {
    const values = Float32Array.from({ length: cells * cells }, (_, cell) => {
      const [x, y] = [cell % cells, Math.floor(cell / cells)];
      const flicker = (cell * 7919) % 97 < noise ? 4 : 0;
      const most = blobs.map((one) => one.height * (1.5 - Math.hypot(x - one.x, y - one.y) / one.radius));
      return Math.min(16, Math.max(0, flicker, ...most.map(Math.round))) / 16;
    });
    return { kind: 'probability', height: cells, width: cells, values, geometry };
  }

  it('is exact to the pixel', () => {
    const blobs = fc.array(blob, { maxLength: 5 });
    const noise = fc.integer({ min: 0, max: 30 });
    const threshold = fc.constantFrom(0.1, 0.25, 0.3, 0.5, 0.6);
    const property = fc.property(blobs, noise, threshold, (objects, flicker, t) => {
      const map = drawn(objects, flicker);
      expect(thetaBox(map, t, { width: 299, height: 299 })).toEqual(floodedBox(map, t));
    });
    fc.assert(property, { numRuns: 25, seed: 11 });
  });
});
