import { describe, expect, it } from 'vitest';
import { roundSteps } from './roundSteps.ts';

describe('roundSteps', () => {
  const settings = { learningRate: 1, epochs: 4, leastSteps: 150, mostPasses: 40 };

  it('are the epochs where there are many images', () => {
    expect(roundSteps(settings, 1600, 16)).toBe(400);
  });

  it('are the least where there are few', () => {
    expect(roundSteps(settings, 160, 16)).toBe(150);
  });

  it('do not show a handful of images more often than is of use', () => {
    // 40 passes through 24 images, 16 in a step.
    expect(roundSteps(settings, 24, 16)).toBe(60);
  });
});
