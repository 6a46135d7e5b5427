import { expect, it } from 'vitest';
import { spread } from './samplePhotos.ts';

it('shows photos from all over the project', () => {
  expect(spread(100, 4)).toEqual([12, 37, 62, 87]);
});

it('shows every photo of a small project once', () => {
  expect(spread(3, 10)).toEqual([0, 1, 2]);
  expect(spread(0, 10)).toEqual([]);
});
