/** The model that a project's boxes come from. */
import { join } from 'node:path';
import { z } from 'zod';
import type { RunRecord } from '../../shared/domain.ts';
import { MODEL_FILE, type Engine } from '../../shared/engine.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { Project } from '../library/project.ts';

const paramsSchema = z.object({ classIds: z.array(z.int()) });

export interface TrainedModel {
  run: RunRecord;
  modelFile: string;
  /** Id of the class behind each of the model's outputs, and the names that the classes had at training. */
  classIds: number[];
  classes: string[];
}

/** Absolute path of the folder that is one run's own. */
export function modelFolder(project: Project, runId: number): string {
  return join(project.modelsFolder, `run-${runId}`);
}

/** The project's latest model. @throws BoxwrightError `no-model` when nothing was trained yet. */
export async function modelOf(project: Project, engine: Engine): Promise<TrainedModel> {
  const run = project.modelRun();
  if (!run) {
    const remedy = `Train it first: boxwright train --project ${project.folder}`;
    throw new BoxwrightError('no-model', `The project ${project.name} has no trained model. ${remedy}`);
  }
  const { classIds } = paramsSchema.parse(run.params);
  const modelFile = join(modelFolder(project, run.id), MODEL_FILE);
  return { run, modelFile, classIds, classes: await engine.modelClasses(modelFile) };
}
