/** What a training of the open project would have to do. */
import type { RecipeName } from '../../shared/domain.ts';
import type { Workload } from './estimate.ts';
import type { Session } from './session.ts';

export interface Order {
  recipe: RecipeName;
  refine: boolean;
}

export async function workloadOf(
  { project, desk: { engine } }: Session,
  { recipe, refine }: Order,
): Promise<Workload> {
  const labels = new Map(project.classes().map(({ id }, index) => [id, index]));
  const images = project
    .images()
    .filter(({ status }) => status === 'ok')
    .map((image) => ({ ...image, label: labels.get(image.classId) ?? 0 }));
  const facts = await engine.recipe(recipe);
  const request = { images, recipe, refine, cacheFolder: project.cacheFolder };
  return { recipe, facts, images: images.length, ...(await engine.countWork(request)) };
}
