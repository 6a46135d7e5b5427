/** Training of a project: the library says on what, the engine trains, the library notes the run. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImageRecord, RecipeName, RunRecord } from '../../../shared/domain.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { prepareImages } from '../../engine/prepareImages.ts';
import { trainModel, type TrainResult } from '../../engine/trainModel.ts';
import { recipeByName } from '../../engine/training/recipes.ts';
import type { Project } from '../../library/project.ts';
import { engineContext, type Session } from '../session.ts';

export interface TrainOutcome extends TrainResult {
  run: RunRecord;
  /** True when an earlier run had trained the same already. */
  wasTrained: boolean;
  images: number;
  classes: number;
  /** Images that can no longer be read; noted among the project's problems and not trained on. */
  unreadable: { path: string; reason: string }[];
  seconds: { features: number; training: number };
}

export function modelFolder(project: Project, runId: number): string {
  return join(project.modelsFolder, `run-${runId}`);
}

export function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 10) / 100;
}

/** Two runs with one fingerprint give the same model: it covers images, classes, hyper-parameters and seed. */
function fingerprint(project: Project, recipe: RecipeName, seed: number): string {
  const facts = [project.trainingSetFingerprint(), recipe, seed, recipeByName[recipe]];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** Reads every image first, so that what is unreadable is known before the run is noted and named by what it sees. */
async function readable(
  project: Project,
  recipe: RecipeName,
  session: Session,
  onProgress: ProgressListener,
) {
  const { context, failed } = engineContext(session, onProgress);
  const images = project.images().filter(({ status }) => status === 'ok');
  const kept = await prepareImages(images, recipe, project.cacheFolder, context);
  for (const { imageId, reason } of failed) project.markMissing(imageId, reason);
  return { images: kept, unreadable: failed.map(({ path, reason }) => ({ path, reason })) };
}

async function train(
  project: Project,
  run: RunRecord,
  images: ImageRecord[],
  session: Session,
  onProgress: ProgressListener,
): Promise<TrainResult> {
  const classes = project.classes().filter(({ imageCount }) => imageCount > 0);
  const labels = new Map(classes.map(({ id }, index) => [id, index]));
  const request = {
    images: images.map((image) => ({ ...image, label: labels.get(image.classId) ?? 0 })),
    classes: classes.map(({ name }) => name),
    recipe: run.recipe,
    seed: run.seed,
    cacheFolder: project.cacheFolder,
    modelFolder: modelFolder(project, run.id),
  };
  return trainModel(request, engineContext(session, onProgress).context);
}

/**
 * Trains the project, or finds that the same was trained before. Interrupted at any moment and called again, it ends
 * in the same state.
 *
 * @throws BoxwrightError `too-few-classes`, `class-too-small`, `unreadable-image`, `cancelled`.
 */
export async function trainProject(
  project: Project,
  { recipe, seed }: { recipe: RecipeName; seed: number },
  session: Session,
  onProgress: ProgressListener,
): Promise<TrainOutcome> {
  project.requireTrainable();
  let start = performance.now();
  const { images, unreadable } = await readable(project, recipe, session, onProgress);
  if (unreadable.length > 0) project.requireTrainable();
  const features = secondsSince(start);
  start = performance.now();
  const classIds = project.classes().flatMap(({ id, imageCount }) => (imageCount > 0 ? [id] : []));
  const run = project.beginRun({
    recipe,
    seed,
    fingerprint: fingerprint(project, recipe, seed),
    params: { ...recipeByName[recipe], classIds },
  });
  const wasTrained = run.state === 'succeeded';
  try {
    const result = await train(project, run, images, session, onProgress);
    if (!wasTrained) project.finishRun(run.id, 'succeeded', { history: result.history });
    const seconds = { features, training: secondsSince(start) };
    return {
      ...result,
      run,
      wasTrained,
      images: images.length,
      classes: classIds.length,
      unreadable,
      seconds,
    };
  } catch (error) {
    project.finishRun(run.id, session.signal.aborted ? 'cancelled' : 'failed', {});
    throw error;
  }
}
