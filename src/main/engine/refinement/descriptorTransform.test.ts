import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/random.ts';
import { descriptorMap, DescriptorTransformFit, fitDescriptorTransform } from './descriptorTransform.ts';

/** Features whose roots are the given descriptors. */
const squared = (...descriptors: number[][]) => Float32Array.from(descriptors.flat(), (x) => x * x);

describe('fitDescriptorTransform', () => {
  it('finds the line along which descriptors differ most, and says how far along it each cell lies', async () => {
    // Around (4, 5) by -2, -1, 0, 1, 2 times (3, 4): along (.6, .8) by -10 … 10. A cell off the line, both ways, by .1.
    const along = [-1, -0.5, 0, 0.5, 1].map((t) => [4 + 3 * t, 5 + 4 * t]);
    const across = [
      [4 + 0.08, 5 - 0.06],
      [4 - 0.08, 5 + 0.06],
    ];
    const features = squared(...along, ...across);
    const transform = await fitDescriptorTransform([features], 2);
    expect(transform.mean[0]).toBeCloseTo(4, 5);
    expect(transform.mean[1]).toBeCloseTo(5, 5);
    expect(transform.direction[0]).toBeCloseTo(0.6, 5);
    expect(transform.direction[1]).toBeCloseTo(0.8, 5);
    [-5, -2.5, 0, 2.5, 5, 0, 0].forEach((distance, cell) => {
      expect(descriptorMap(transform, features)[cell]).toBeCloseTo(distance, 4);
    });
  });

  it('points to where the channels fire most in sum, even if the strongest channel falls there', async () => {
    // The first channel falls by 3 while three others rise by 2 each.
    const features = squared([9, 1, 1, 1], [6, 3, 3, 3], [3, 5, 5, 5]);
    const { direction } = await fitDescriptorTransform([features], 4);
    const length = Math.hypot(3, 2, 2, 2);
    [-3, 2, 2, 2].forEach((step, channel) => expect(direction[channel]).toBeCloseTo(step / length, 5));
  });

  it('is the same in one batch and in many, however far from zero the descriptors lie', async () => {
    const random = randomStream(3);
    const rows = Array.from({ length: 400 }, () => {
      const common = random();
      return [100 + 2 * common, 100 + random(), 100 + common + random()];
    });
    const whole = await fitDescriptorTransform([squared(...rows)], 3);
    const parts = await fitDescriptorTransform([squared(...rows.slice(0, 7)), squared(...rows.slice(7))], 3);
    whole.direction.forEach((value, channel) => expect(parts.direction[channel]).toBeCloseTo(value, 4));
    whole.mean.forEach((value, channel) => expect(parts.mean[channel]).toBeCloseTo(value, 4));
  });

  it('takes batches as they come from the backbone', async () => {
    async function* batches() {
      yield await Promise.resolve(squared([0, 1]));
      yield new Float32Array(0);
      yield squared([4, 1]);
    }
    const { mean, direction } = await fitDescriptorTransform(batches(), 2);
    expect([...mean]).toEqual([2, 1]);
    expect(direction[0]).toBeCloseTo(1, 6);
  });

  it('gives a flat map where all cells are alike', async () => {
    const features = squared([3, 1], [3, 1], [3, 1]);
    const transform = await fitDescriptorTransform([features], 2);
    expect([...descriptorMap(transform, features)].map(Math.abs)).toEqual([0, 0, 0]);
  });

  it('does not make something out of nothing', () => {
    expect(() => new DescriptorTransformFit(2).finish()).toThrow('no features');
  });
});
