/**
 * Long work as one shape. Whoever does the work reports stages; a JobTracker turns the reports into one honest
 * fraction and a time to go, whoever shows it (a progress bar, a status bar) draws only that.
 */
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
