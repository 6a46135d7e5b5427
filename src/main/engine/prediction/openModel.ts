/** A trained model, ready to be asked. */
import { BoxwrightError } from '../../../shared/errors.ts';
import type { CiCamHead } from '../ciCam/head.ts';
import { headOf, loadModel, type ModelDescription } from '../training/modelFile.ts';

export interface OpenedModel {
  /** The caller disposes of it. */
  head: CiCamHead;
  description: ModelDescription;
}

/** @throws BoxwrightError `no-model`, `resource-damaged`. */
export function openModel(modelFile: string): OpenedModel {
  const model = loadModel(modelFile);
  if (!model) throw new BoxwrightError('no-model', `There is no model at ${modelFile}. Train first.`);
  return { head: headOf(model), description: model.description };
}
