/** Training of a project: the library says on what, the engine trains, the library notes the run. */
import { createHash } from 'node:crypto';
import type { EpochFigures } from '../../shared/appDomain.ts';
import type { ClassRecord, ImageRecord, ProblemRecord, RecipeName, RunRecord } from '../../shared/domain.ts';
import type { Engine, RecipeFacts, TrainResult } from '../../shared/engine.ts';
import type { EngineContext, EngineEvent } from '../../shared/engineEvents.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { Project } from '../library/project.ts';
import { fingerprintOf, requireTrainable } from '../library/trainingSet.ts';
import { hearingFailures, noteMissing } from './failedImages.ts';
import { modelFolder } from './modelOf.ts';

export interface TrainPlan {
  recipe: RecipeName;
  seed: number;
  /** Of images whose boxes are to be reported after each epoch. */
  sampleIds?: number[];
  /** Hears which run it is before the training begins. */
  onRun?: (run: RunRecord) => void;
}

export interface TrainOutcome extends Omit<TrainResult, 'epochs'> {
  run: Omit<RunRecord, 'summary'>;
  images: number;
  classes: number;
  /** Images that can no longer be read; noted among the project's problems and not trained on. */
  problems: ProblemRecord[];
  seconds: { features: number; training: number };
}

interface Tools {
  project: Project;
  engine: Engine;
  facts: RecipeFacts;
}

interface TrainingSet {
  images: ImageRecord[];
  classes: ClassRecord[];
}

export function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 10) / 100;
}

/** Two runs with one fingerprint give the same model: it covers images, classes, hyper-parameters, features and seed. */
function fingerprint(set: TrainingSet, { recipe, seed }: TrainPlan, { params }: RecipeFacts): string {
  const facts = [fingerprintOf(set.classes, [set.images]), recipe, seed, params];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** Reads every image first, so that what is unreadable is known before the run is noted and named by what it sees. */
async function readableSet(
  project: Project,
  engine: Engine,
  recipe: RecipeName,
  given: EngineContext,
): Promise<TrainingSet & { problems: ProblemRecord[] }> {
  const { context, failed } = hearingFailures(given);
  const known = project.images().filter(({ status }) => status === 'ok');
  const request = { images: known, recipe, cacheFolder: project.cacheFolder };
  const readable = new Set(await engine.prepare(request, context));
  const problems = noteMissing(project, failed);
  // As they are by now: a person may have merged classes or added images meanwhile.
  const images = project.images().filter(({ id }) => readable.has(id));
  const counts = Map.groupBy(images, ({ classId }) => classId);
  const classes = project
    .classes()
    .map((each) => ({ ...each, imageCount: counts.get(each.id)?.length ?? 0 }));
  requireTrainable(classes);
  return { images, classes, problems };
}

async function train(
  project: Project,
  engine: Engine,
  run: RunRecord,
  { images, classes }: TrainingSet,
  { sampleIds }: TrainPlan,
  context: EngineContext,
): Promise<TrainResult> {
  const labels = new Map(classes.map(({ id }, index) => [id, index]));
  const request = {
    images: images.map((image) => ({ ...image, label: labels.get(image.classId) ?? 0 })),
    classes: classes.map(({ name }) => name),
    recipe: run.recipe,
    seed: run.seed,
    cacheFolder: project.cacheFolder,
    modelFolder: modelFolder(project, run.id),
    ...(sampleIds && { sampleIds }),
  };
  return engine.train(request, context);
}

/** What the project notes of a run. */
function summary(history: EpochFigures[], { epochs }: RecipeFacts, hasModel: boolean) {
  return { history, epochsDone: history.length, epochs, ...(hasModel && { hasModel }) };
}

/** The same context, with an ear for the figures of the epochs behind the training. */
function hearingEpochs(
  context: EngineContext,
  heard: (history: EpochFigures[]) => void,
): { context: EngineContext; history: EpochFigures[] } {
  const history: EpochFigures[] = [];
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'resumed') history.splice(0, Infinity, ...event.history);
    if (event.kind === 'epoch') history.push({ loss: event.loss, accuracy: event.accuracy });
    if (event.kind === 'resumed' || event.kind === 'epoch') heard(history);
    context.onEvent?.(event);
  };
  return { context: { ...context, onEvent }, history };
}

/** Trains and notes in the project how far it is and how it ended. */
async function trainRun(
  { project, engine, facts }: Tools,
  run: RunRecord,
  set: TrainingSet,
  plan: TrainPlan,
  given: EngineContext,
): Promise<TrainResult> {
  // One that was stopped and kept has a model, which it still has when going on with it comes to nothing.
  const hadModel = run.state === 'succeeded' || run.summary.hasModel === true;
  const { context, history } = hearingEpochs(given, (soFar) => {
    if (run.state !== 'succeeded') project.noteRun(run.id, summary(soFar, facts, hadModel));
  });
  try {
    const result = await train(project, engine, run, set, plan, context);
    const isWhole = result.history.length >= result.epochs;
    const state = isWhole ? 'succeeded' : 'cancelled';
    project.finishRun(run.id, state, summary(result.history, facts, !isWhole));
    return result;
  } catch (error) {
    const isCancelled = error instanceof BoxwrightError && error.code === 'cancelled';
    const state = isCancelled ? 'cancelled' : 'failed';
    if (run.state !== 'succeeded') project.finishRun(run.id, state, summary(history, facts, hadModel));
    throw error;
  }
}

/**
 * Trains the project, or finds that the same was trained before. Interrupted at any moment and called again, it ends
 * in the same state; stopped by `context.stop` it ends with the model of the last whole epoch, from which a later call
 * goes on.
 *
 * @throws BoxwrightError `too-few-classes`, `class-too-small`, `unreadable-image`, `cancelled`.
 */
export async function trainProject(
  project: Project,
  engine: Engine,
  plan: TrainPlan,
  context: EngineContext,
): Promise<TrainOutcome> {
  project.requireTrainable();
  let start = performance.now();
  const facts = await engine.recipe(plan.recipe);
  const { problems, ...set } = await readableSet(project, engine, plan.recipe, context);
  const features = secondsSince(start);
  start = performance.now();
  const begun = project.beginRun({
    recipe: plan.recipe,
    seed: plan.seed,
    fingerprint: fingerprint(set, plan, facts),
    params: { ...facts.params, classIds: set.classes.map(({ id }) => id) },
  });
  plan.onRun?.(begun);
  const { epochs, ...result } = await trainRun({ project, engine, facts }, begun, set, plan, context);
  const { summary: _, ...run } = begun;
  return {
    ...result,
    run: { ...run, state: result.history.length >= epochs ? 'succeeded' : 'cancelled' },
    images: set.images.length,
    classes: set.classes.length,
    problems,
    seconds: { features, training: secondsSince(start) },
  };
}
