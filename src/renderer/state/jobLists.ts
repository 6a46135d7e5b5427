/** The list of jobs as the window keeps it: one record a job, the newest that was heard. */
import { jobStates, type JobKind, type JobRecord } from '../../shared/jobs.ts';

/** Of two records of one job, the one that is further on. Snapshot and events may cross on their way. */
export function furtherOn(a: JobRecord, b: JobRecord): JobRecord {
  const [stateA, stateB] = [jobStates.indexOf(a.state), jobStates.indexOf(b.state)];
  if (stateA !== stateB) return stateA > stateB ? a : b;
  return b.fraction >= a.fraction ? b : a;
}

/** The list with a job's record put in the place of an older one, or added; in order of id. */
export function withJob(jobs: readonly JobRecord[], job: JobRecord): JobRecord[] {
  const known = jobs.find(({ id }) => id === job.id);
  const others = jobs.filter(({ id }) => id !== job.id);
  return [...others, known ? furtherOn(known, job) : job].sort((a, b) => a.id - b.id);
}

export function isUnderWay({ state }: JobRecord): boolean {
  return state === 'queued' || state === 'running' || state === 'cancelling';
}

/** Jobs that are not over, the one that runs first, then those that wait in the order of their turn. */
export function underWay(jobs: readonly JobRecord[]): JobRecord[] {
  const waits = ({ state }: JobRecord): number => (state === 'queued' ? 1 : 0);
  return jobs.filter(isUnderWay).sort((a, b) => waits(a) - waits(b) || a.id - b.id);
}

export function latestOf(jobs: readonly JobRecord[], kind: JobKind): JobRecord | undefined {
  return jobs.findLast((job) => job.kind === kind);
}
