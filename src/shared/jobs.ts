/**
 * Long work as one shape. Whoever does the work reports stages; a JobTracker turns the reports into one honest
 * fraction and a time to go, whoever shows it (a progress bar, a status bar) draws only that.
 */
import type { ErrorCode } from './errors.ts';

export interface StagePlan {
  name: string;
  /** Share of the whole job's time that this stage is expected to take; shares need not add to one. */
  weight: number;
}

/** A report from the worker: `done` of `total` units of a stage are finished. */
export interface StageProgress {
  stage: string;
  done: number;
  /** null while it is not known yet. */
  total: number | null;
  /** Short text for a person, such as the current loss. */
  note?: string;
}

export type ProgressListener = (progress: StageProgress) => void;

/** How a running job stands, for whoever shows it. */
export interface RunningState extends StageProgress {
  /** Share of the whole job that is done, in [0, 1]. */
  fraction: number;
  /** null while too little is done to tell. */
  etaSeconds: number | null;
}

export const jobStates = ['queued', 'running', 'cancelling', 'succeeded', 'cancelled', 'failed'] as const;
export type JobState = (typeof jobStates)[number];
export type JobKind = 'import' | 'relink' | 'calibrate' | 'train' | 'learn' | 'export';

export interface JobStage {
  name: string;
  /** Share of the whole job's time, in [0, 1]; all stages' shares add to one. */
  weight: number;
  /** Share of the stage that is done, in [0, 1]. */
  fraction: number;
}

/** Any long work, as everybody sees it. */
export interface JobRecord {
  id: number;
  kind: JobKind;
  /** For a person, such as "Adding survey-march" or "Training". */
  title: string;
  state: JobState;
  stages: JobStage[];
  /** The stage that runs now, with what it counts; null before the first report. */
  now: StageProgress | null;
  /** Share of the whole job that is done, in [0, 1]. */
  fraction: number;
  /** Seconds to go; null while too little is done to tell. */
  etaSeconds: number | null;
  /** ISO 8601; null while queued. */
  startedAt: string | null;
  finishedAt: string | null;
  /** Why it failed. */
  error: { code: ErrorCode; message: string; details: string } | null;
  /** Whether starting the same again goes on where this one ended. */
  isResumable: boolean;
  /** What came of it, in one sentence; null until it succeeded. */
  outcome: string | null;
  /** The folder that was written, for "show in folder"; null for other jobs. */
  folder: string | null;
}
