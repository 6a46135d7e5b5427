/** Learning from corrections: at the press of a button, or by itself after some of them. */
import type { JobRecord } from '../../shared/jobs.ts';
import { LEARN_AFTER } from '../../shared/learning.ts';
import { stageNames } from '../../shared/stages.ts';
import { learnProject, type LearnOutcome } from '../workflow/learnProject.ts';
import { engineContext, type JobSpec } from './job.ts';
import type { Session } from './session.ts';
import { counted } from './words.ts';

/** Seconds on two cores, of which only the ratio matters: of the steps, and of looking at an image again. */
const SECONDS = { learning: 25, image: 0.1 };

/** Queues it, or gives the job that has not ended yet. */
export function startLearning(session: Session, { isQuiet = false } = {}): JobRecord {
  const { queue } = session.desk;
  return queue.pending('learn') ?? queue.add(learnJob(session, isQuiet));
}

/** Starts it in the background, where a person wants that and has put enough right since the last time. */
export function learnByItself(session: Session): void {
  const { project, desk } = session;
  if (!project.learning.isAutomatic || desk.queue.pending('learn')) return;
  const { isPossible, fresh } = project.learning.state();
  if (isPossible && fresh >= LEARN_AFTER) startLearning(session, { isQuiet: true });
}

function learnJob(session: Session, isQuiet: boolean): JobSpec {
  const { project, desk } = session;
  return {
    kind: 'learn',
    title: 'Learning from corrections',
    lane: 'engine',
    plan: [
      { name: stageNames.learn, weight: SECONDS.learning },
      { name: stageNames.predict, weight: SECONDS.image * project.imageCount() },
    ],
    goesOn: true,
    isQuiet,
    async run(work) {
      const onDrawn = (imageIds: number[]) => {
        desk.emit({ kind: 'boxes', changes: project.gallery.boxesOf(imageIds) });
      };
      try {
        return { outcome: outcomeOf(await learnProject(project, desk.engine, engineContext(work), onDrawn)) };
      } finally {
        if (session.isOpen) tellOfLearning(session);
      }
    },
  };
}

/** Tells the window what was learned, and what follows from it. */
export function tellOfLearning(session: Session): void {
  const { project, desk, sweep } = session;
  desk.emit({ kind: 'learning', learning: project.learning.state() });
  desk.emit({ kind: 'theta', theta: project.theta.state(), pending: sweep.pending });
  session.tellOfUndo();
  session.tellOfFiles();
}

function outcomeOf({ corrections, changes: { moved, far } }: LearnOutcome): string {
  const learned = `Learned from ${counted(corrections, 'correction')}.`;
  if (moved === 0) return `${learned} No box moved.`;
  return `${learned} ${counted(moved, 'box', 'boxes')} moved, ${far === 0 ? 'none' : far.toLocaleString('en-US')} of them far.`;
}
