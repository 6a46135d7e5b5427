import { expect, it } from 'vitest';
import { recipeByName } from './recipes.ts';
import { trainingViews } from './trainingViews.ts';

/** The first half of the hashes gives a crop too (the recipe's cropShare). */
const images = ['1', '9', '2', 'a'].map((digit, id) => ({
  id,
  path: '',
  width: 1,
  height: 1,
  contentHash: digit.repeat(64),
  label: id < 2 ? 0 : 1,
}));

it('wants every image of a small project, and a crop of some', () => {
  const wanted = trainingViews(recipeByName.quick, images);
  expect(images.map((image) => wanted(image).mixed6e.join())).toEqual([
    'full,crop',
    'full',
    'full,crop',
    'full',
  ]);
  expect(images.map((image) => wanted(image).compact)).toEqual([[], [], [], []]);
});

it('wants a part of a big project, each class alike, and watched images whole', () => {
  const recipe = { ...recipeByName.quick, mostImages: 2 };
  const wanted = trainingViews(recipe, images, { watched: [3] });
  expect(images.map((image) => wanted(image).mixed6e.join())).toEqual(['full,crop', '', 'full,crop', 'full']);
});

it('wants the compact whole view of what the refinement learns from', () => {
  const wanted = trainingViews(recipeByName.quick, images, { refine: true });
  expect(images.map((image) => wanted(image).compact)).toEqual([['full'], ['full'], ['full'], ['full']]);
});
