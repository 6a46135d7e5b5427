/** The model that a project's boxes come from. */
import { join } from 'node:path';
import { z } from 'zod';
import type { RunRecord } from '../../shared/domain.ts';
import { MODEL_FILE, REFINEMENT_FILE, type Engine } from '../../shared/engine.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { Project } from '../library/project.ts';

const paramsSchema = z.object({ classIds: z.array(z.int()) });

export interface TrainedModel {
  run: RunRecord;
  modelFile: string;
  /** What refines its boxes, if anything does. */
  refinementFile: string;
  /** Id of the class behind each of the model's outputs, and the names that the classes had at training. */
  classIds: number[];
  classes: string[];
}

/** Absolute path of the folder that is one run's own. */
export function modelFolder(project: Project, runId: number): string {
  return join(project.modelsFolder, `run-${runId}`);
}

/** Of a version of the refinement in a run's folder; 0: that which its training made. */
export function refinementFile(folder: string, version: number): string {
  return join(folder, version === 0 ? REFINEMENT_FILE : REFINEMENT_FILE.replace('.', `-${version}.`));
}

/** The project's latest model. @throws BoxwrightError `no-model` when nothing was trained yet. */
export async function modelOf(project: Project, engine: Engine): Promise<TrainedModel> {
  const run = project.modelRun();
  if (!run) {
    const remedy = `Train it first: boxwright train --project ${project.folder}`;
    throw new BoxwrightError('no-model', `The project ${project.name} has no trained model. ${remedy}`);
  }
  const { classIds } = paramsSchema.parse(run.params);
  const folder = modelFolder(project, run.id);
  const modelFile = join(folder, MODEL_FILE);
  const refinement = refinementFile(folder, project.learning.versionInUse(run.id));
  return {
    run,
    modelFile,
    refinementFile: refinement,
    classIds,
    classes: await engine.modelClasses(modelFile),
  };
}
