import { expect, it } from 'vitest';
import { recipes } from '../../../shared/domain.ts';
import { recipeSettings, refinementSummary } from '../../../shared/recipeSettings.ts';
import { localEngine } from '../engine.ts';
import { recipeByName } from './recipes.ts';

it.each(recipes)('what a person reads of the recipe "%s" is what the engine does', (name) => {
  expect(recipeByName[name]).toMatchObject(recipeSettings[name]);
});

it('what a person reads of the refinement is what the engine does', async () => {
  expect((await localEngine().recipe('quick')).refinement).toMatchObject(refinementSummary);
});
