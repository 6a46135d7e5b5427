/**
 * Long work, one at a time in each of two lanes: what needs the engine, and what the library does beside it. Whoever
 * watches hears of every change of a job's state at once and of its progress at most ten times a second.
 */
import type { LibraryEvent } from '../../shared/appEvents.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { JobKind, JobRecord } from '../../shared/jobs.ts';
import type { Clock } from './clock.ts';
import { Job, type JobSpec, type Lane } from './job.ts';

type JobEvent = Extract<LibraryEvent, { kind: 'job' | 'job-gone' }>;

export class JobQueue {
  readonly #emit: (event: JobEvent) => void;
  readonly #clock: Clock;
  readonly #jobs = new Map<number, Job>();
  readonly #running = new Map<Lane, Job>();
  #nextId = 1;

  constructor(emit: (event: JobEvent) => void, clock: Clock) {
    this.#emit = emit;
    this.#clock = clock;
  }

  /** Oldest first. */
  list(): JobRecord[] {
    return [...this.#jobs.values()].map((job) => job.record());
  }

  /** Queues work; it takes the place of ended work of its kind in the list. */
  add(spec: JobSpec): JobRecord {
    for (const job of this.#jobs.values()) if (job.kind === spec.kind && job.hasEnded) this.#remove(job);
    const job = new Job(this.#nextId, spec, this.#clock, (record) => {
      this.#emit({ kind: 'job', job: record });
    });
    this.#nextId += 1;
    this.#jobs.set(job.id, job);
    job.tell();
    this.#startNext(spec.lane);
    return job.record();
  }

  /** A job of the kind that has not ended yet. */
  pending(kind: JobKind): JobRecord | undefined {
    return [...this.#jobs.values()].find((job) => job.kind === kind && !job.hasEnded)?.record();
  }

  /** A queued job ends at once, a running one as soon as it can; an ended one stays as it is. */
  cancel(jobId: number): void {
    this.#require(jobId).cancel();
  }

  /** Asks a running job to end early with what it has; see EngineContext.stop. A queued one is cancelled. */
  stop(jobId: number): void {
    this.#require(jobId).stop();
  }

  /** Takes an ended job off the list. */
  dismiss(jobId: number): void {
    const job = this.#jobs.get(jobId);
    if (job?.hasEnded) this.#remove(job);
  }

  /** Cancels everything, waits until nothing runs, and empties the list. */
  async clear(): Promise<void> {
    // Queued ones first: otherwise the end of a running one would start them.
    const jobs = [...this.#jobs.values()].toReversed();
    for (const job of jobs) job.cancel();
    await Promise.all(jobs.map((job) => job.ended));
    for (const job of jobs) this.#remove(job);
  }

  #require(jobId: number): Job {
    const job = this.#jobs.get(jobId);
    if (job) return job;
    throw new BoxwrightError('not-found', 'That job is no longer listed.');
  }

  #remove(job: Job): void {
    if (this.#jobs.delete(job.id)) this.#emit({ kind: 'job-gone', jobId: job.id });
  }

  #startNext(lane: Lane): void {
    if (this.#running.has(lane)) return;
    const next = [...this.#jobs.values()].find((job) => job.lane === lane && job.isQueued);
    if (!next) return;
    this.#running.set(lane, next);
    void next.run().then(() => {
      this.#running.delete(lane);
      if (next.isQuiet && next.hasSucceeded) this.#remove(next);
      this.#startNext(lane);
    });
  }
}
