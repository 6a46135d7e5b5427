/** Training of a project: the library says on what, the engine trains, the library notes the run. */
import { createHash } from 'node:crypto';
import type { ClassRecord, ImageRecord, ProblemRecord, RecipeName, RunRecord } from '../../shared/domain.ts';
import type { Engine, RecipeFacts, RefineResult, TrainResult } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { Project } from '../library/project.ts';
import { fingerprintOf, requireTrainable } from '../library/trainingSet.ts';
import { hearingFailures, noteMissing } from './failedImages.ts';
import { modelFolder } from './modelOf.ts';
import { RunNotes } from './runNotes.ts';

export interface TrainPlan {
  recipe: RecipeName;
  seed: number;
  /** Whether boxes are to be refined. */
  refine: boolean;
  /** Of images whose boxes are to be reported after each epoch and round. */
  sampleIds?: number[];
  /** Hears which run it is before the training begins. */
  onRun?: (run: RunRecord) => void;
  /** Waited for when CI-CAM is trained and refinement is to begin: the project has a model then, whose boxes can be drawn. */
  onTrained?: () => Promise<void>;
}

export interface TrainOutcome extends Omit<TrainResult, 'epochs'> {
  /** null when boxes were not to be refined, or the training was stopped before. */
  refined: RefineResult | null;
  run: Omit<RunRecord, 'summary'>;
  images: number;
  classes: number;
  /** Images that can no longer be read; noted among the project's problems and not trained on. */
  problems: ProblemRecord[];
  seconds: { features: number; training: number; refinement: number };
}

interface TrainingSet {
  images: ImageRecord[];
  classes: ClassRecord[];
}

export function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 10) / 100;
}

/** Every hyper-parameter of a run. One that does not refine has those that it had before there was refinement. */
function paramsOf({ params, refinement }: RecipeFacts, { refine }: TrainPlan): Record<string, unknown> {
  const { rounds, threshold, params: more } = refinement;
  return { ...params, ...(refine && { refinement: { ...more, rounds, threshold } }) };
}

/** Two runs with one fingerprint give the same model: it covers images, classes, hyper-parameters, features and seed. */
function fingerprint(set: TrainingSet, plan: TrainPlan, params: Record<string, unknown>): string {
  const facts = [fingerprintOf(set.classes, [set.images]), plan.recipe, plan.seed, params];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** Images with the places of their classes. */
function labeled(images: readonly ImageRecord[], classes: readonly ClassRecord[]) {
  const labels = new Map(classes.map(({ id }, index) => [id, index]));
  return images.map((image) => ({ ...image, label: labels.get(image.classId) ?? 0 }));
}

/** Reads every image first, so that what is unreadable is known before the run is noted and named by what it sees. */
async function readableSet(
  project: Project,
  engine: Engine,
  { recipe, refine, sampleIds }: TrainPlan,
  given: EngineContext,
): Promise<TrainingSet & { problems: ProblemRecord[] }> {
  const { context, failed } = hearingFailures(given);
  const known = project.images().filter(({ status }) => status === 'ok');
  const request = {
    images: labeled(known, project.classes()),
    recipe,
    refine,
    cacheFolder: project.cacheFolder,
    ...(sampleIds && { sampleIds }),
  };
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

/** What the engine is given of a run, for training and for refinement. */
function requestOf(project: Project, run: RunRecord, set: TrainingSet, { sampleIds }: TrainPlan) {
  return {
    images: labeled(set.images, set.classes),
    classes: set.classes.map(({ name }) => name),
    recipe: run.recipe,
    seed: run.seed,
    cacheFolder: project.cacheFolder,
    modelFolder: modelFolder(project, run.id),
    ...(sampleIds && { sampleIds }),
  };
}

interface Trained {
  trained: TrainResult;
  refined: RefineResult | null;
  seconds: { training: number; refinement: number };
}

/** Trains, refines, and notes in the project how far it is. */
async function trainAndRefine(
  engine: Engine,
  notes: RunNotes,
  request: ReturnType<typeof requestOf>,
  plan: TrainPlan,
  context: EngineContext,
): Promise<Trained> {
  let start = performance.now();
  const trained = await engine.train(request, context);
  const isWhole = trained.history.length >= trained.epochs;
  const training = secondsSince(start);
  notes.trained(trained);
  if (!plan.refine || !isWhole) {
    notes.finish(isWhole);
    return { trained, refined: null, seconds: { training, refinement: 0 } };
  }
  await plan.onTrained?.();
  start = performance.now();
  const { modelFile } = trained;
  const refined = await engine.refine({ ...request, modelFile }, context);
  notes.refined(refined);
  notes.finish(refined.rounds.length >= refined.planned);
  return { trained, refined, seconds: { training, refinement: secondsSince(start) } };
}

/**
 * Trains the project and learns to refine its boxes, or finds that the same was done before. Interrupted at any moment and
 * called again, it ends in the same state; stopped by `context.stop` it ends with the model of the last whole epoch, or
 * the refinement of the last whole round, from which a later call goes on.
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
  const start = performance.now();
  const facts = await engine.recipe(plan.recipe);
  const { problems, ...set } = await readableSet(project, engine, plan, context);
  const features = secondsSince(start);
  const params = paramsOf(facts, plan);
  const begun = project.beginRun({
    recipe: plan.recipe,
    seed: plan.seed,
    fingerprint: fingerprint(set, plan, params),
    params: { ...params, classIds: set.classes.map(({ id }) => id) },
  });
  plan.onRun?.(begun);
  const notes = new RunNotes(project, begun, facts, plan.refine);
  const request = requestOf(project, begun, set, plan);
  const work = trainAndRefine(engine, notes, request, plan, notes.hearing(context));
  const { trained, refined, seconds } = await work.catch((error: unknown) => {
    const isCancelled = error instanceof BoxwrightError && error.code === 'cancelled';
    notes.giveUp(isCancelled ? 'cancelled' : 'failed');
    throw error;
  });
  const { epochs: _, ...result } = trained;
  const { summary: __, ...run } = project.runs().find(({ id }) => id === begun.id) ?? begun;
  return {
    ...result,
    refined,
    run,
    images: set.images.length,
    classes: set.classes.length,
    problems,
    seconds: { features, ...seconds },
  };
}
