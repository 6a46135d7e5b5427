/** Boxes for the images of a project, each for the class of its folder. */
import type { ImageRecord, Prediction, ProblemRecord } from '../../shared/domain.ts';
import type { BoxRule, Engine, ImagePrediction } from '../../shared/engine.ts';
import type { EngineContext, EngineEvent } from '../../shared/engineEvents.ts';
import { stageNames } from '../../shared/stages.ts';
import type { Project } from '../library/project.ts';
import { hearingFailures, noteMissing } from './failedImages.ts';
import { modelOf } from './modelOf.ts';

export interface ProjectPrediction {
  image: ImageRecord & { classIndex: number | null };
  prediction: ImagePrediction;
}

export interface OwnImages {
  /** Those of the project's images that are predicted; all when left out. */
  isWanted?: (image: ImageRecord) => boolean;
  /** Instead of the model's own rule. */
  rule?: Partial<BoxRule>;
  /** false: boxes of CI-CAM alone, also where they can be refined. */
  refine?: boolean;
  /** Instead of the refinement in use. */
  refinementFile?: string;
}

type BatchListener = (batch: ProjectPrediction[]) => void;

/** Predicts the project's own images with its latest model and hands on each batch; nothing is stored. */
export async function predictOwnImages(
  project: Project,
  engine: Engine,
  context: EngineContext,
  { isWanted = () => true, rule, refine = true, refinementFile }: OwnImages,
  onBatch: BatchListener,
): Promise<void> {
  const { modelFile, classIds, refinementFile: inUse } = await modelOf(project, engine);
  const indices = new Map(classIds.map((id, index) => [id, index]));
  const images = project
    .images()
    .filter((image) => image.status === 'ok' && isWanted(image))
    .map((image) => ({ ...image, classIndex: indices.get(image.classId) ?? null }));
  const byId = new Map(images.map((image) => [image.id, image]));
  const { cacheFolder } = project;
  const files = { modelFile, refinementFile: refinementFile ?? inUse, cacheFolder };
  const request = { ...files, images, refine, ...(rule && { rule }) };
  await engine.predict(request, context, (batch) => {
    onBatch(batch.flatMap((prediction) => pair(byId.get(prediction.imageId), prediction)));
  });
}

function pair(
  image: ProjectPrediction['image'] | undefined,
  prediction: ImagePrediction,
): ProjectPrediction[] {
  return image ? [{ image, prediction }] : [];
}

export interface ProjectPredictions {
  /** How many boxes were found. */
  boxes: number;
  /** Images that can no longer be read. */
  problems: ProblemRecord[];
  /** Images of classes that came after the training: the model cannot say where such a class is. */
  untrained: number;
}

/**
 * Predicts the project's images and stores boxes and score maps, a batch at a time; boxes that a person decided on stay
 * as they are. (The library draws the boxes at the theta that a person chose, where one did.)
 *
 * @param onSaved hears of each batch after it is stored.
 */
export function predictProject(
  project: Project,
  engine: Engine,
  context: EngineContext,
  onSaved: BatchListener = () => undefined,
): Promise<ProjectPredictions> {
  return predictAndSave(project, engine, context, { refine: true }, onSaved);
}

/**
 * The same with boxes of CI-CAM alone, to look at while their refinement is learned; a stage of its own. Images that the
 * model was asked for already, in an earlier attempt, stay as they are.
 */
export async function predictRoughly(
  project: Project,
  engine: Engine,
  context: EngineContext,
  onSaved: BatchListener = () => undefined,
): Promise<ProjectPredictions> {
  const onEvent = (event: EngineEvent) => {
    const isProgress = event.kind === 'progress' && event.stage === stageNames.predict;
    context.onEvent?.(isProgress ? { ...event, stage: stageNames.rough } : event);
  };
  const { run } = await modelOf(project, engine);
  const done = project.predictedImageIds(run.id);
  const own = { refine: false, isWanted: ({ id }: ImageRecord) => !done.has(id) };
  return predictAndSave(project, engine, { ...context, onEvent }, own, onSaved);
}

async function predictAndSave(
  project: Project,
  engine: Engine,
  given: EngineContext,
  { isWanted = () => true, ...own }: OwnImages,
  onSaved: BatchListener,
): Promise<ProjectPredictions> {
  const { run, classIds } = await modelOf(project, engine);
  const isTrained = ({ classId }: ImageRecord) => classIds.includes(classId);
  const { context, failed } = hearingFailures(given);
  let boxes = 0;
  await predictOwnImages(
    project,
    engine,
    context,
    { ...own, isWanted: (image) => isTrained(image) && isWanted(image) },
    (batch) => {
      save(project, run.id, batch);
      for (const { image, prediction } of batch)
        boxes += project.objects.boxesIn(prediction, image.classId, image).length;
      onSaved(batch);
    },
  );
  const untrained = project.images().filter((image) => !isTrained(image)).length;
  return { boxes, problems: noteMissing(project, failed), untrained };
}

function save(project: Project, runId: number, batch: readonly ProjectPrediction[]): void {
  project.savePredictions(runId, batch.map(toPrediction));
}

/** As the library keeps it. */
export function toPrediction({ image, prediction }: ProjectPrediction): Prediction {
  const { box, score, map, agreement } = prediction;
  return { imageId: image.id, classId: image.classId, box, score, map, agreement };
}
