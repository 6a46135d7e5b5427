/** What crosses between the library process, the shell and the window, beside the records of domain.ts. */
import type { BoxSource, ClassRecord, ProblemKind, RecipeName, RunState } from './domain.ts';
import type { Box } from './geometry.ts';
import type { ObjectChoice } from './objects.ts';
import type { MapKind, ScoreMap } from './scoreMap.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface Settings {
  theme: Theme;
}

/** What computes: for the status bar. */
export interface EngineInfo {
  /** Such as "TensorFlow 2.21". */
  name: string;
  /** Such as "CPU, 2 threads". */
  device: string;
}

export interface AppInfo {
  version: string;
  /** Version of the Electron that runs the window. */
  electron: string;
  platform: 'linux' | 'darwin' | 'win32';
}

export interface ReviewCounts {
  unreviewed: number;
  accepted: number;
  edited: number;
  rejected: number;
}

export interface OpenedProject {
  /** Absolute path of the project's folder. */
  folder: string;
  name: string;
  /** Absolute paths of the imported folders. */
  sources: string[];
  imageCount: number;
  classCount: number;
  boxes: ReviewCounts;
  /** Up to three images of different classes, to know it by. */
  coverImageIds: number[];
}

export interface RecentProject extends OpenedProject {
  /** ISO 8601. */
  openedAt: string;
  /** Whether the project's folder is still there. */
  exists: boolean;
  /** A few small pictures as data: URLs. */
  covers: string[];
}

/** Where the shell finds the bytes of a picture that a window asked for by id. */
export interface ImageFile {
  path: string;
  mime: string;
}

export type ProblemRow = {
  /** Absolute; of a class with too few images, the class's name. */
  path: string;
  /** Below the imported folder. */
  relativePath: string;
  kind: ProblemKind | 'few-images';
  reason: string;
};

/** One entry an image, in the order of class position, then naturally by path. */
export interface ImageColumns {
  ids: Int32Array;
  classIds: Int32Array;
  /** Upright size in pixels. */
  widths: Int32Array;
  heights: Int32Array;
  /** Paths below the imported folder. */
  names: string[];
  /** 1 where the original was not found when it was last needed. */
  missing: Uint8Array;
}

/** In the order of the codes in BoxColumns. */
export const boxSources: readonly BoxSource[] = ['predicted', 'drawn', 'imported'];

/** One entry a box, in order of image id and box id. */
export interface BoxColumns {
  ids: Int32Array;
  imageIds: Int32Array;
  classIds: Int32Array;
  /** x, y, w, h of each box in pixels of the upright image: [boxes * 4]. */
  geometry: Float64Array;
  /** Index in `reviewStates`. */
  review: Uint8Array;
  /** Index in `boxSources`. */
  source: Uint8Array;
  /** Probability of the class in [0, 1]; NaN for boxes that no model gave. */
  scores: Float32Array;
  /** Bit set of suspicion.ts; 0: nothing speaks against the box. */
  reasons: Uint16Array;
  /** How well independent estimates of the box agree, in [0, 1]; NaN for boxes that were not refined. */
  agreements: Float32Array;
}

/** All boxes of some images, in the place of whatever boxes these images had. */
export interface BoxChanges {
  imageIds: Int32Array;
  boxes: BoxColumns;
}

export interface UndoState {
  canUndo: boolean;
  canRedo: boolean;
}

/** The thresholds of the boxes of the model in use. Those of the other kind of map are kept, for when it is in use again. */
export interface ThetaState {
  kind: MapKind;
  /** theta of each class, by class id, where it is not the default. */
  byClass: Record<number, number>;
  /** theta of all other classes. */
  theta: number;
  /** What the recipe gave. */
  recipeTheta: number;
}

/** How many objects an image may hold; see objects.ts. */
export interface ObjectsState {
  /** The choice for single classes, by class id. */
  byClass: Record<number, ObjectChoice>;
  /** For all other classes. */
  choice: ObjectChoice;
}

export interface GallerySnapshot {
  images: ImageColumns;
  boxes: BoxColumns;
  classes: ClassRecord[];
  undo: UndoState;
  theta: ThetaState;
  objects: ObjectsState;
}

export interface ReviewReply {
  changes: BoxChanges;
  undo: UndoState;
  theta: ThetaState;
  objects: ObjectsState;
  /** How many boxes the step changed. */
  count: number;
  /** Image of the step's first box, to go to after an undo; null when it touched none. */
  imageId: number | null;
  /** Boxes that are still to be derived anew; they come as events. */
  pending: number;
}

export interface HeatmapReply {
  map: ScoreMap;
}

/** Median area of the boxes at each theta, as shares of the image, over a sample of the images. */
export interface ThetaProfile {
  thetas: number[];
  medianAreas: number[];
}

export interface RunView {
  id: number;
  recipe: RecipeName;
  seed: number;
  state: RunState;
  epochsDone: number;
  epochs: number;
  /** null: its boxes are not refined. */
  refinement: RefinementView | null;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string | null;
  /** Whether it has a model that boxes can be drawn with. */
  hasModel: boolean;
  history: EpochFigures[];
}

/** How far the refinement of a run is. */
export interface RefinementView {
  rounds: number;
  /** Mean loss of each round that is done. */
  losses: number[];
}

export interface EpochFigures {
  loss: number;
  /** Share of training images whose top-1 class was right, in [0, 1]. */
  accuracy: number;
}

export interface LiveSample {
  imageId: number;
  classId: number;
  score: number;
  box: Box;
  /** Its box after the epoch, or round, before. */
  previous: Box | null;
}

/** A training that runs now. */
export interface LiveTraining {
  jobId: number;
  runId: number | null;
  recipe: RecipeName;
  epochs: number;
  history: EpochFigures[];
  /** Loss of each batch so far, in order, and how many there will be. */
  batchLosses: number[];
  batches: number;
  /** null: boxes are not refined. */
  refinement: RefinementView | null;
  samples: LiveSample[];
}

export interface ReadyCheck {
  level: 'good' | 'warning' | 'bad';
  text: string;
}

export interface TrainOverview {
  checks: ReadyCheck[];
  isReady: boolean;
  imageCount: number;
  classCount: number;
  reviewedCount: number;
  /** Newest first. */
  runs: RunView[];
  /** The run whose model drew the boxes; null before the first. */
  inUse: number | null;
  /** A run that ended before its last epoch and can go on. */
  resumable: RunView | null;
  live: LiveTraining | null;
}

/** How long a training would take on this machine, measured, not guessed. */
export interface TrainEstimate {
  recipe: RecipeName;
  /** Whether boxes are refined. */
  refine: boolean;
  epochs: number;
  images: number;
  /** In order; each stage's seconds. */
  stages: { name: string; seconds: number }[];
  seconds: number;
  /** The spread of what was measured, carried over to the whole. */
  low: number;
  high: number;
  /** What it was measured on, such as "3 real batches". */
  basis: string;
}

export interface FormatInfo {
  id: string;
  title: string;
  description: string;
  /** Where its boxes are written, such as annotations/instances_*.json. */
  files: string;
}

export interface ExportRequest {
  format: string;
  out: string;
  statuses: ('unreviewed' | 'accepted' | 'edited')[];
  /** Least score of unreviewed boxes, in [0, 1]. */
  minScore: number;
  imagesWithoutBoxes: boolean;
  splits: { train: number; val: number; test: number };
}

export interface ExportPreview {
  images: number;
  boxes: number;
  /** Boxes of each status, whether it is chosen or not; unreviewed ones from the least score up. */
  available: ReviewCounts;
  /** Images that have no box to export, whether they are let in or not. */
  withoutBoxes: number;
  splits: { train: number; val: number; test: number };
  /** Every file and folder kind that will be written, with '/' between parts; a count stands for many. */
  tree: { path: string; count: number | null }[];
  /** The first file's beginning, as it will be written. */
  sample: { path: string; lines: string[] } | null;
  /** The image that the sample's first box belongs to. */
  sampleImageId: number | null;
  /** What stands in the way of exporting there, in words; null: nothing. */
  obstacle: string | null;
}
