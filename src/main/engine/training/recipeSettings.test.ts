import { expect, it } from 'vitest';
import { recipes } from '../../../shared/domain.ts';
import { recipeSettings } from '../../../shared/recipeSettings.ts';
import { recipeByName } from './recipes.ts';

it.each(recipes)('what a person reads of the recipe "%s" is what the engine does', (name) => {
  expect(recipeByName[name]).toMatchObject(recipeSettings[name]);
});
