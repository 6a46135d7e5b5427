/** One piece of long work and how it stands. */
import type { EngineContext, EngineEvent, EngineListener } from '../../shared/engineEvents.ts';
import { throwIfCancelled, type ErrorCode } from '../../shared/errors.ts';
import type { JobKind, JobRecord, JobState, ProgressListener, StagePlan } from '../../shared/jobs.ts';
import { JobTracker } from '../../shared/jobTracker.ts';
import type { Clock } from './clock.ts';
import { failureOf } from './failureDetails.ts';
import { Paced } from './paced.ts';

/** `engine`: needs the engine. `library`: does not, and runs beside it. */
export type Lane = 'engine' | 'library';

/** What the work of a job works with. */
export interface JobWork {
  jobId: number;
  signal: AbortSignal;
  /** Set when the work should end early with what it has. */
  stop: AbortSignal;
  onProgress: ProgressListener;
}

/** How the engine is talked to on behalf of a job. */
export function engineContext(
  { signal, stop, onProgress }: JobWork,
  listener: EngineListener = () => undefined,
): EngineContext {
  const onEvent = (event: EngineEvent) => {
    if (event.kind === 'progress') {
      const { kind: _, ...progress } = event;
      onProgress(progress);
    }
    listener(event);
  };
  return { signal, stop, onEvent };
}

export interface JobSpec {
  kind: JobKind;
  /** For a person, such as "Training". */
  title: string;
  lane: Lane;
  plan: readonly StagePlan[];
  /** Whether starting the same again goes on where this one ended. */
  goesOn: boolean;
  /** Nobody needs to hear that it succeeded: it is dismissed by itself. */
  isQuiet?: boolean;
  /** Does it. @returns what came of it, in a sentence, and the folder that was written if one was. */
  run(work: JobWork): Promise<{ outcome: string; folder?: string }>;
}

/** Shortest time between two reports of progress, in milliseconds. */
const REPORT_MS = 100;

/** Failures after which the same work has a chance; the others want something else to be changed first. */
const passing: readonly ErrorCode[] = [
  'cancelled',
  'engine-died',
  'disk-full',
  'not-writable',
  'resource-damaged',
  'internal',
];

const endStates: readonly JobState[] = ['succeeded', 'cancelled', 'failed'];

export class Job {
  readonly id: number;
  /** Resolves when the job has ended, however it did. */
  readonly ended: Promise<void>;
  readonly #spec: JobSpec;
  readonly #clock: Clock;
  readonly #report: Paced;
  readonly #cancel = new AbortController();
  readonly #stop = new AbortController();
  readonly #record: JobRecord;
  #tracker: JobTracker;
  #end: () => void;

  constructor(id: number, spec: JobSpec, clock: Clock, tell: (record: JobRecord) => void) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.id = id;
    this.ended = promise;
    this.#end = () => resolve(undefined);
    this.#spec = spec;
    this.#clock = clock;
    this.#tracker = new JobTracker(spec.plan, clock.now());
    this.#record = {
      id,
      kind: spec.kind,
      title: spec.title,
      state: 'queued',
      stages: this.#tracker.stages(),
      now: null,
      fraction: 0,
      etaSeconds: null,
      startedAt: null,
      finishedAt: null,
      error: null,
      isResumable: false,
      outcome: null,
      folder: null,
    };
    this.#report = new Paced(REPORT_MS, clock, () => {
      tell(this.record());
    });
  }

  get kind(): JobKind {
    return this.#spec.kind;
  }

  get lane(): Lane {
    return this.#spec.lane;
  }

  get isQuiet(): boolean {
    return this.#spec.isQuiet === true;
  }

  get isQueued(): boolean {
    return this.#record.state === 'queued';
  }

  get hasEnded(): boolean {
    return endStates.includes(this.#record.state);
  }

  get hasSucceeded(): boolean {
    return this.#record.state === 'succeeded';
  }

  /** As it stands now; what happens later does not change it. */
  record(): JobRecord {
    return { ...this.#record };
  }

  tell(): void {
    this.#report.now();
  }

  cancel(): void {
    if (this.hasEnded) return;
    this.#cancel.abort();
    if (this.isQueued) this.#finish('cancelled', {});
    else this.#change({ state: 'cancelling' });
  }

  stop(): void {
    if (this.isQueued) this.cancel();
    else this.#stop.abort();
  }

  /** Runs it to its end. Never rejects: how it went is in the record. */
  async run(): Promise<void> {
    this.#tracker = new JobTracker(this.#spec.plan, this.#clock.now());
    this.#change({ state: 'running', startedAt: this.#timestamp() });
    try {
      const { outcome, folder = null } = await this.#spec.run(this.#work());
      this.#finish('succeeded', {
        outcome,
        folder,
        fraction: 1,
        etaSeconds: null,
        stages: this.#tracker.stages().map((stage) => ({ ...stage, fraction: 1 })),
      });
    } catch (error) {
      const { code, message, details } = failureOf(error);
      const isResumable = this.#spec.goesOn && passing.includes(code);
      if (code === 'cancelled' || this.#cancel.signal.aborted) this.#finish('cancelled', { isResumable });
      else this.#finish('failed', { isResumable, error: { code, message, details } });
    }
  }

  #work(): JobWork {
    throwIfCancelled(this.#cancel.signal);
    return {
      jobId: this.id,
      signal: this.#cancel.signal,
      stop: this.#stop.signal,
      onProgress: (progress) => {
        const { fraction, etaSeconds } = this.#tracker.report(progress, this.#clock.now());
        Object.assign(this.#record, { now: progress, fraction, etaSeconds, stages: this.#tracker.stages() });
        this.#report.ask();
      },
    };
  }

  #finish(state: JobState, changes: Partial<JobRecord>): void {
    this.#change({ etaSeconds: null, ...changes, state, finishedAt: this.#timestamp() });
    this.#end();
  }

  #change(changes: Partial<JobRecord>): void {
    Object.assign(this.#record, changes);
    this.tell();
  }

  #timestamp(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
