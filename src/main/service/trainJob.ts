/** One click: looks at the images, trains, and draws a box in each of them. */
import type { RecipeName } from '../../shared/domain.ts';
import type { JobRecord } from '../../shared/jobs.ts';
import { predictProject, predictRoughly, type ProjectPrediction } from '../workflow/predictProject.ts';
import { trainProject, type TrainOutcome } from '../workflow/trainProject.ts';
import { calibrationOf } from './calibration.ts';
import { estimate, stepsOf, typical, type Workload } from './estimate.ts';
import { engineContext, type JobSpec, type JobWork } from './job.ts';
import { LiveTrainingView } from './liveTraining.ts';
import type { Session } from './session.ts';
import { spreadOverClasses } from './spread.ts';
import { counted } from './words.ts';
import { workloadOf } from './workload.ts';

/** How many images the window shows boxes of while it trains. */
const SAMPLES = 10;

export interface TrainOrder {
  recipe: RecipeName;
  seed: number;
  /** Whether boxes are refined. */
  refine: boolean;
}

/** Queues a training, or gives the one that has not ended yet. @throws BoxwrightError when there is too little to learn. */
export async function startTraining(session: Session, order: TrainOrder): Promise<JobRecord> {
  session.project.requireTrainable();
  const { queue } = session.desk;
  const pending = () => queue.pending('train');
  const earlier = pending();
  if (earlier) return earlier;
  const work = await workloadOf(session, order);
  const measured = (await calibrationOf(session.desk, order.recipe)) ?? typical;
  const { stages } = estimate(work, measured);
  const plan = stages.map(({ name, seconds }) => ({ name, weight: seconds }));
  session.requireOpen();
  // A second click may have come in while this one was counting.
  return pending() ?? queue.add(trainJob(session, order, work, plan));
}

function trainJob(session: Session, order: TrainOrder, load: Workload, plan: JobSpec['plan']): JobSpec {
  return {
    kind: 'train',
    title: 'Training',
    lane: 'engine',
    plan,
    goesOn: true,
    async run(work) {
      const batches = stepsOf(load);
      const { epochs, refinement } = load.facts;
      const rounds = order.refine ? refinement.rounds : null;
      const start = { jobId: work.jobId, recipe: order.recipe, epochs, rounds, batches };
      const live = new LiveTrainingView(start, session.desk);
      session.live = live;
      let trained: TrainOutcome;
      try {
        trained = await train(session, order, work, live);
      } finally {
        session.live = null;
        live.end();
        session.tellOfFiles();
      }
      // Stopped before the first round, refinement has come to nothing: the rough boxes that are there are the best.
      if (trained.refined?.rounds.length === 0) return { outcome: outcomeOf(session, []) };
      return drawBoxes(session, work);
    },
  };
}

function train(
  session: Session,
  order: TrainOrder,
  work: JobWork,
  live: LiveTrainingView,
): Promise<TrainOutcome> {
  const { project, desk } = session;
  const known = project.images().filter(({ status }) => status === 'ok');
  const sampleIds = spreadOverClasses(known, SAMPLES).map(({ id }) => id);
  const onTrained = async () => {
    await predictRoughly(project, desk.engine, engineContext(work), (batch) => show(session, batch));
  };
  const plan = { ...order, sampleIds, onRun: live.begins.bind(live), onTrained };
  return trainProject(project, desk.engine, plan, engineContext(work, live.hear.bind(live)));
}

/** Tells the window of boxes that were drawn. */
function show(session: Session, batch: readonly ProjectPrediction[]): void {
  const changes = session.project.gallery.boxesOf(batch.map(({ image }) => image.id));
  session.desk.emit({ kind: 'boxes', changes });
  session.changed();
}

function outcomeOf(session: Session, remarks: readonly string[]): string {
  const toReview = session.summary().boxes.unreviewed;
  return [`${counted(toReview, 'box', 'boxes')} to review.`, ...remarks].join(' ');
}

async function drawBoxes(session: Session, work: JobWork): Promise<{ outcome: string }> {
  const { project, desk } = session;
  try {
    const { problems, untrained } = await predictProject(project, desk.engine, engineContext(work), (batch) =>
      show(session, batch),
    );
    const remarks = [
      ...(problems.length > 0 ? [`${counted(problems.length, 'original')} could not be read.`] : []),
      ...(untrained > 0 ? [`${counted(untrained, 'image')} came too late for this training.`] : []),
    ];
    return { outcome: outcomeOf(session, remarks) };
  } finally {
    session.tellOfFiles();
  }
}
