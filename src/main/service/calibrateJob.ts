/** Measures this machine on a few images of the open project. */
import type { RecipeName } from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { JobRecord } from '../../shared/jobs.ts';
import { stageNames } from '../../shared/stages.ts';
import { calibrationOf, keepCalibration } from './calibration.ts';
import { engineContext, type JobSpec } from './job.ts';
import type { Session } from './session.ts';
import { spreadOverClasses } from './spread.ts';

/** Three timed batches of eight, and what is looked at before and after them. */
const IMAGES = 40;

function calibrateJob(session: Session, recipe: RecipeName, isQuiet: boolean): JobSpec {
  const { project, desk } = session;
  return {
    kind: 'calibrate',
    title: 'Measuring this computer',
    lane: 'engine',
    plan: [
      { name: stageNames.features, weight: 6 },
      { name: stageNames.train, weight: 1 },
      { name: stageNames.refine, weight: 6 },
      { name: stageNames.predict, weight: 1 },
    ],
    goesOn: false,
    isQuiet,
    async run(work) {
      const known = project.images().filter(({ status }) => status === 'ok');
      if (known.length === 0)
        throw new BoxwrightError('nothing-imported', 'Speed is measured on your images: add some first.');
      const request = {
        images: spreadOverClasses(known, IMAGES),
        recipe,
        classes: Math.max(project.classes().length, 2),
      };
      const measurement = await undisturbed(session, () => desk.engine.measure(request, engineContext(work)));
      await keepCalibration(desk, recipe, measurement);
      return { outcome: 'Measured how fast this computer is.' };
    },
  };
}

/** What else this process does would be measured along. */
async function undisturbed<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.restFromThumbnails();
  try {
    return await work();
  } finally {
    if (session.isOpen) session.makeThumbnails();
  }
}

/** Queues a measurement, or gives the one that is on its way. */
export function startCalibration(session: Session, recipe: RecipeName, { isQuiet = false } = {}): JobRecord {
  const { queue } = session.desk;
  return queue.pending('calibrate') ?? queue.add(calibrateJob(session, recipe, isQuiet));
}

/** Measures in the background where that was not done on this machine yet; no reason to trouble anybody. */
export async function calibrateOnce(session: Session, recipe: RecipeName): Promise<void> {
  const isKnown = (await calibrationOf(session.desk, recipe)) !== null;
  if (!isKnown && session.isOpen) startCalibration(session, recipe, { isQuiet: true });
}
