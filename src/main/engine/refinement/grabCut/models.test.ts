import { describe, expect, it } from 'vitest';
import { ColourModel } from './colourModel.ts';
import { kMeans } from './kMeans.ts';
import { contrastScale } from './pixels.ts';
import { MultiplyWithCarry } from './random.ts';

describe('random numbers', () => {
  it('are those of OpenCV: the lower half times 4164903690, plus the upper half', () => {
    const random = new MultiplyWithCarry(2);
    // 2 * 4164903690 = 8329807380 = 1 * 2^32 + 4034840084
    expect(random.next()).toBe(4034840084);
    // 4034840084 * 4164903690 + 1, of which the lower 32 bits
    expect(random.next()).toBe(Number((4034840084n * 4164903690n + 1n) & 0xffffffffn));
  });
});

describe('k-means', () => {
  it('finds clumps that lie apart', () => {
    const colours = Uint8Array.of(10, 10, 10, 200, 0, 0, 12, 10, 10, 202, 0, 0, 11, 10, 10, 0, 250, 0);
    const [a, b, c, d, e, f] = kMeans(colours, 3, new MultiplyWithCarry(1));
    expect([c, e]).toEqual([a, a]);
    expect(d).toBe(b);
    expect(new Set([a, b, f]).size).toBe(3);
  });

  it('gives every colour a cluster also where there are fewer colours than clusters', () => {
    const labels = kMeans(new Uint8Array(9).fill(77), 3, new MultiplyWithCarry(1));
    expect([...labels].sort()).toEqual([0, 1, 2]);
  });
});

describe('a colour model', () => {
  /** The eight corners of a cube around (100, 50, 20): variance 1 in each direction. */
  const corners = Uint8Array.from(
    Array.from({ length: 8 }, (_, bits) =>
      [100, 50, 20].map((middle, axis) => middle + ((bits >> axis) & 1 ? 1 : -1)),
    ).flat(),
  );

  it('is a Gaussian, but for its constant factor', () => {
    const model = new ColourModel();
    model.fit(corners, new Uint8Array(8), new Uint8Array(8), 0);
    expect(model.logLikelihood(100, 50, 20)).toBeCloseTo(0, 12);
    expect(model.logLikelihood(103, 50, 20)).toBeCloseTo(-4.5, 12);
    expect(model.logLikelihood(101, 51, 18)).toBeCloseTo(-3, 12);
  });

  it('weighs its components by their shares and knows the likeliest', () => {
    const far = corners.map((value) => value + 100);
    const model = new ColourModel();
    const assigned = Uint8Array.from({ length: 32 }, (_, pixel) => (pixel < 8 ? 3 : 1));
    model.fit(Uint8Array.of(...corners, ...far, ...far, ...far), assigned, new Uint8Array(32), 0);
    expect(model.logLikelihood(100, 50, 20)).toBeCloseTo(Math.log(1 / 4), 12);
    expect(model.logLikelihood(200, 150, 120)).toBeCloseTo(Math.log(3 / 4), 12);
    expect(model.likeliest(101, 51, 22)).toBe(3);
    expect(model.likeliest(199, 148, 122)).toBe(1);
  });

  it('learns from its own side alone', () => {
    const model = new ColourModel();
    const sides = Uint8Array.from({ length: 16 }, (_, pixel) => (pixel < 8 ? 1 : 0));
    model.fit(
      Uint8Array.of(...corners, ...corners.map((value) => value + 100)),
      new Uint8Array(16),
      sides,
      1,
    );
    expect(model.logLikelihood(100, 50, 20)).toBeCloseTo(0, 12);
  });

  it('stays finite where all colours are the same, and for colours far from all it knows', () => {
    const model = new ColourModel();
    model.fit(new Uint8Array(24).fill(9), new Uint8Array(8), new Uint8Array(8), 0);
    // Variances become .01: the determinant is 1e-6, and minus half its logarithm 3 ln 10.
    expect(model.logLikelihood(9, 9, 9)).toBeCloseTo(3 * Math.log(10), 9);
    expect(Number.isFinite(model.logLikelihood(255, 255, 255))).toBe(true);
  });
});

describe('the scale of contrast', () => {
  it('is half the inverse of the mean squared difference of neighbours', () => {
    // Four pairs over the edge (two across, two oblique) differ by 4 * 4, the two upright ones by nothing: 64 / 6.
    const rgb = Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 0, 0, 4, 0, 0);
    expect(contrastScale({ rgb, width: 2, height: 2 })).toBeCloseTo(6 / 128, 12);
  });

  it('is 0 for a picture of one colour', () => {
    expect(contrastScale({ rgb: new Uint8Array(12).fill(5), width: 2, height: 2 })).toBe(0);
  });
});
