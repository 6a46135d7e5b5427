/** What a training of the open project would have to do. */
import type { RecipeName } from '../../shared/domain.ts';
import type { Workload } from './estimate.ts';
import type { Session } from './session.ts';

export async function workloadOf(
  { project, desk: { engine } }: Session,
  recipe: RecipeName,
): Promise<Workload> {
  const images = project.images().filter(({ status }) => status === 'ok');
  const facts = await engine.recipe(recipe);
  const views = await engine.countViews({ images, recipe, cacheFolder: project.cacheFolder });
  return { recipe, facts, images: images.length, ...views };
}
