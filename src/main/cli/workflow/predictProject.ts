/** Boxes for the images of a project, each for the class of its folder. */
import { z } from 'zod';
import type { ImageRecord, RunRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { modelClasses, predictImages, type PredictedImage } from '../../engine/predictImages.ts';
import type { BoxRule } from '../../engine/prediction/predictBatch.ts';
import { modelFileIn } from '../../engine/trainModel.ts';
import type { Project } from '../../library/project.ts';
import { engineContext, type Session } from '../session.ts';
import { modelFolder } from './trainProject.ts';

const paramsSchema = z.object({ classIds: z.array(z.int()) });

export interface TrainedModel {
  run: RunRecord;
  modelFile: string;
  /** Id of the class behind each of the model's outputs, and the names that the classes had at training. */
  classIds: number[];
  classes: string[];
}

/** The project's latest model. @throws BoxwrightError `no-model` when nothing was trained yet. */
export function modelOf(project: Project): TrainedModel {
  const run = project.latestRun('succeeded');
  if (!run) {
    const remedy = `Train it first: boxwright train --project ${project.folder}`;
    throw new BoxwrightError('no-model', `The project ${project.name} has no trained model. ${remedy}`);
  }
  const { classIds } = paramsSchema.parse(run.params);
  const modelFile = modelFileIn(modelFolder(project, run.id));
  return { run, modelFile, classIds, classes: modelClasses(modelFile) };
}

export type ProjectPrediction = PredictedImage<ImageRecord & { classIndex: number | null }>;

/** Predicts the project's own images with its latest model and hands on each batch; nothing is stored. */
export async function* predictOwnImages(
  project: Project,
  session: Session,
  onProgress: ProgressListener,
  rule?: Partial<BoxRule>,
): AsyncGenerator<ProjectPrediction[]> {
  const { modelFile, classIds } = modelOf(project);
  const indices = new Map(classIds.map((id, index) => [id, index]));
  const images = project
    .images()
    .map((image) => ({ ...image, classIndex: indices.get(image.classId) ?? null }));
  const { context, failed } = engineContext(session, onProgress);
  const known = images.filter(({ status }) => status === 'ok');
  yield* predictImages(
    { modelFile, images: known, cacheFolder: project.cacheFolder, ...(rule && { rule }) },
    context,
  );
  for (const { imageId, reason } of failed) project.markMissing(imageId, reason);
}

/** Predicts the project's images and stores boxes and score maps; boxes that a person decided on stay as they are. */
export async function predictProject(
  project: Project,
  session: Session,
  onProgress: ProgressListener,
): Promise<ProjectPrediction[]> {
  const { run, classIds } = modelOf(project);
  const all: ProjectPrediction[] = [];
  for await (const batch of predictOwnImages(project, session, onProgress)) {
    const predictions = batch.map(({ image, prediction: { classIndex, box, score, map } }) => ({
      imageId: image.id,
      classId: classIds[classIndex] ?? image.classId,
      box,
      score,
      map,
    }));
    project.savePredictions(run.id, predictions);
    all.push(...batch);
  }
  return all;
}
