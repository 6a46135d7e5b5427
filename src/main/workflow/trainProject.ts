/** Training of a project: the library says on what, the engine trains, the library notes the run. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type {
  ClassRecord,
  ImageRecord,
  ProblemRecord,
  RecipeName,
  RunRecord,
} from '../../../shared/domain.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { FEATURE_VERSION } from '../../engine/features/mixed6eFeatures.ts';
import { prepareImages } from '../../engine/prepareImages.ts';
import { trainModel, type TrainResult } from '../../engine/trainModel.ts';
import { recipeByName } from '../../engine/training/recipes.ts';
import type { Project } from '../../library/project.ts';
import { requireTrainable } from '../../library/trainingSet.ts';
import { engineTalk, type CommandIo } from '../commandIo.ts';
import { noteMissing } from './unreadable.ts';

export interface TrainOutcome extends TrainResult {
  run: Omit<RunRecord, 'summary'>;
  images: number;
  classes: number;
  /** Images that can no longer be read; noted among the project's problems and not trained on. */
  problems: ProblemRecord[];
  seconds: { features: number; training: number };
}

interface TrainingSet {
  images: ImageRecord[];
  classes: ClassRecord[];
}

export function modelFolder(project: Project, runId: number): string {
  return join(project.modelsFolder, `run-${runId}`);
}

export function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 10) / 100;
}

/** Two runs with one fingerprint give the same model: it covers images, classes, hyper-parameters, features and seed. */
function fingerprint(project: Project, recipe: RecipeName, seed: number): string {
  const facts = [project.trainingSetFingerprint(), recipe, seed, recipeByName[recipe], FEATURE_VERSION];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** Reads every image first, so that what is unreadable is known before the run is noted and named by what it sees. */
async function readableSet(
  project: Project,
  recipe: RecipeName,
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<TrainingSet & { problems: ProblemRecord[] }> {
  const { context, failed } = engineTalk(io, onProgress);
  const known = project.images().filter(({ status }) => status === 'ok');
  const images = await prepareImages(known, recipe, project.cacheFolder, context);
  const problems = noteMissing(project, failed);
  const counts = Map.groupBy(images, ({ classId }) => classId);
  const classes = project
    .classes()
    .map((each) => ({ ...each, imageCount: counts.get(each.id)?.length ?? 0 }));
  requireTrainable(classes);
  return { images, classes, problems };
}

async function train(
  project: Project,
  run: RunRecord,
  { images, classes }: TrainingSet,
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<TrainResult> {
  const labels = new Map(classes.map(({ id }, index) => [id, index]));
  const request = {
    images: images.map((image) => ({ ...image, label: labels.get(image.classId) ?? 0 })),
    classes: classes.map(({ name }) => name),
    recipe: run.recipe,
    seed: run.seed,
    cacheFolder: project.cacheFolder,
    modelFolder: modelFolder(project, run.id),
  };
  return trainModel(request, engineTalk(io, onProgress).context);
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
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<TrainOutcome> {
  project.requireTrainable();
  let start = performance.now();
  const { problems, ...set } = await readableSet(project, recipe, io, onProgress);
  const features = secondsSince(start);
  start = performance.now();
  const { summary: _, ...run } = project.beginRun({
    recipe,
    seed,
    fingerprint: fingerprint(project, recipe, seed),
    params: { ...recipeByName[recipe], classIds: set.classes.map(({ id }) => id) },
  });
  try {
    const result = await train(project, { ...run, summary: {} }, set, io, onProgress);
    project.finishRun(run.id, 'succeeded', { history: result.history });
    return {
      ...result,
      run: { ...run, state: 'succeeded' },
      images: set.images.length,
      classes: set.classes.length,
      problems,
      seconds: { features, training: secondsSince(start) },
    };
  } catch (error) {
    project.finishRun(run.id, io.signal.aborted ? 'cancelled' : 'failed', {});
    throw error;
  }
}
