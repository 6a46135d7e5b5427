/** Boxes for the images of a project, each for the class of its folder. */
import { z } from 'zod';
import type { ImageRecord, ProblemRecord, RunRecord } from '../../../shared/domain.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { ProgressListener } from '../../../shared/jobs.ts';
import { modelClasses, predictImages, type PredictedImage } from '../../engine/predictImages.ts';
import type { BoxRule } from '../../engine/prediction/predictBatch.ts';
import { modelFileIn } from '../../engine/trainModel.ts';
import type { Project } from '../../library/project.ts';
import { engineTalk, type EngineTalk, type CommandIo } from '../commandIo.ts';
import { modelFolder } from './trainProject.ts';
import { noteMissing } from './unreadable.ts';

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

export interface OwnImages {
  /** Those of the project's images that are predicted; all when left out. */
  isWanted?: (image: ImageRecord) => boolean;
  /** Instead of the model's own rule. */
  rule?: Partial<BoxRule>;
}

/** Predicts the project's own images with its latest model and hands on each batch; nothing is stored. */
export function predictOwnImages(
  project: Project,
  { context }: EngineTalk,
  { isWanted = () => true, rule }: OwnImages = {},
): AsyncGenerator<ProjectPrediction[]> {
  const { modelFile, classIds } = modelOf(project);
  const indices = new Map(classIds.map((id, index) => [id, index]));
  const images = project
    .images()
    .filter((image) => image.status === 'ok' && isWanted(image))
    .map((image) => ({ ...image, classIndex: indices.get(image.classId) ?? null }));
  const request = { modelFile, images, cacheFolder: project.cacheFolder, ...(rule && { rule }) };
  return predictImages(request, context);
}

export interface ProjectPredictions {
  predictions: ProjectPrediction[];
  /** Images that can no longer be read. */
  problems: ProblemRecord[];
  /** Images of classes that came after the training: the model cannot say where such a class is. */
  untrained: number;
}

/** Predicts the project's images and stores boxes and score maps; boxes that a person decided on stay as they are. */
export async function predictProject(
  project: Project,
  io: CommandIo,
  onProgress: ProgressListener,
): Promise<ProjectPredictions> {
  const { run, classIds } = modelOf(project);
  const isTrained = ({ classId }: ImageRecord) => classIds.includes(classId);
  const talk = engineTalk(io, onProgress);
  const all: ProjectPrediction[] = [];
  for await (const batch of predictOwnImages(project, talk, { isWanted: isTrained })) {
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
  const untrained = project.images().filter((image) => !isTrained(image)).length;
  return { predictions: all, problems: noteMissing(project, talk.failed), untrained };
}
