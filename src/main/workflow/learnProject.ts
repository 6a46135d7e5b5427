/** Learning from corrections: the library says what people put right, the engine learns it, all boxes are looked at again. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { ImageRecord, ProblemRecord } from '../../shared/domain.ts';
import type { CorrectedImage, Engine, LabeledImage, LearnResult } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { LearningChanges } from '../../shared/learning.ts';
import { changesBetween } from '../library/learning/changes.ts';
import type { Lessons } from '../library/learning/learning.ts';
import type { Project } from '../library/project.ts';
import { hearingFailures, noteMissing } from './failedImages.ts';
import { modelOf, refinementFile, type TrainedModel } from './modelOf.ts';
import { predictOwnImages, toPrediction } from './predictProject.ts';

export interface LearnOutcome extends LearnResult {
  /** Boxes that were learned from. */
  corrections: number;
  changes: LearningChanges;
  /** Images that can no longer be read. */
  problems: ProblemRecord[];
}

/** Images whose boxes are drawn anew at a time, so that a person's decisions come in between. */
const AT_ONCE = 100;

/**
 * Learns from the boxes that people kept, put right or drew, and draws those anew that nobody has looked at: one step of undo.
 * It starts from what the training came to, with all corrections there are; so it ends in the same state however often it
 * was called before. Cancelled before the boxes are drawn, it has changed nothing.
 *
 * @param onDrawn hears of images whose boxes may be others now.
 * @throws BoxwrightError `no-model`; `no-boxes` when there is nothing to learn from; `cancelled`.
 */
export async function learnProject(
  project: Project,
  engine: Engine,
  given: EngineContext,
  onDrawn: (imageIds: number[]) => void = () => undefined,
): Promise<LearnOutcome> {
  const model = await modelOf(project, engine);
  const { id: runId } = model.run;
  const { context, failed } = hearingFailures(given);
  const images = project.images().filter(({ status }) => status === 'ok');
  const lessons = project.learning.lessons(images);
  requireLessons(project, lessons);
  const { version, file } = newVersion(project, model);
  try {
    const learned = await engine.learn(requestOf(project, model, images, lessons, file), context);
    await predictAll(project, engine, { runId, version, file }, context);
    const { corrections, lastDecision } = lessons;
    const before = project.learning.openBoxes(runId);
    const facts = { runId, version, threshold: learned.threshold, corrections, lastDecision };
    await drawAll(project, project.learning.use(facts), onDrawn);
    const changes = changesBetween(before, project.learning.openBoxes(runId));
    project.learning.noteChanges(runId, version, changes);
    return { ...learned, corrections, changes, problems: noteMissing(project, failed) };
  } finally {
    tidyUp(project, model);
  }
}

function requireLessons(project: Project, { corrections }: Lessons): void {
  if (!project.learning.state().isPossible)
    throw new BoxwrightError(
      'no-model',
      'These boxes are not refined, and only refined ones learn. Train with refinement first.',
    );
  if (corrections > 0) return;
  const message =
    'There is nothing to learn from yet. Accept, adjust or draw some boxes first, one image at a time.';
  throw new BoxwrightError('no-boxes', message);
}

/** One that no file is kept of. */
function newVersion(project: Project, { run, modelFile }: TrainedModel): { version: number; file: string } {
  const version = Math.max(...project.learning.keptVersions(run.id)) + 1;
  return { version, file: refinementFile(dirname(modelFile), version) };
}

function requestOf(
  project: Project,
  { run, modelFile }: TrainedModel,
  images: readonly ImageRecord[],
  { lessons, others }: Lessons,
  file: string,
) {
  const byId = new Map(images.map((image) => [image.id, image]));
  const corrected = lessons.flatMap(({ imageId, boxes }): CorrectedImage[] => {
    const image = byId.get(imageId);
    return image ? [{ ...image, boxes }] : [];
  });
  return {
    modelFile,
    from: refinementFile(dirname(modelFile), 0),
    to: file,
    corrected,
    others: others.map((image): LabeledImage => ({ ...image, label: image.classId })),
    threshold: project.theta.state().theta,
    seed: run.seed,
    cacheFolder: project.cacheFolder,
  };
}

/** Stores the maps of all images by the new version, beside those in use. */
async function predictAll(
  project: Project,
  engine: Engine,
  { runId, version, file }: { runId: number; version: number; file: string },
  context: EngineContext,
): Promise<void> {
  const { classIds } = await modelOf(project, engine);
  const own = { refinementFile: file, isWanted: ({ classId }: ImageRecord) => classIds.includes(classId) };
  await predictOwnImages(project, engine, context, own, (batch) => {
    project.learning.saveMaps(runId, version, batch.map(toPrediction));
  });
}

async function drawAll(
  project: Project,
  imageIds: readonly number[],
  onDrawn: (imageIds: number[]) => void,
): Promise<void> {
  for (let start = 0; start < imageIds.length; start += AT_ONCE) {
    const some = imageIds.slice(start, start + AT_ONCE);
    project.theta.rederive(some);
    onDrawn(some);
    await yieldToEvents();
  }
}

/** Nothing stays of versions that nobody goes back to; what the training made stays, because learning starts there. */
function tidyUp(project: Project, { run, modelFile }: TrainedModel): void {
  project.learning.discard(run.id);
  const kept = project.learning.keptVersions(run.id);
  for (let version = 1; version <= Math.max(...kept) + 1; version += 1)
    if (!kept.includes(version)) rmSync(refinementFile(dirname(modelFile), version), { force: true });
}
