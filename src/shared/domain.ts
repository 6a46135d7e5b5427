/** The nouns of Boxwright as they cross between library, engine, command line and (later) window. */
import type { Box } from './geometry.ts';
import type { ScoreMap } from './scoreMap.ts';

export interface ClassRecord {
  id: number;
  name: string;
  /** 0-based place in the user's order; exports number classes in this order. */
  position: number;
  imageCount: number;
}

export interface ImageRecord {
  id: number;
  classId: number;
  className: string;
  /** Absolute path of the original, which is only ever read. */
  path: string;
  /** Path below the imported folder, with '/' between parts. */
  relativePath: string;
  /** Upright (EXIF-applied) size in pixels. */
  width: number;
  height: number;
  /** EXIF orientation tag, 1 to 8; 1 when there is none. */
  orientation: number;
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  contentHash: string;
  byteSize: number;
  status: ImageStatus;
}

/** `missing`: the original could not be found or read when it was last needed. */
export type ImageStatus = 'ok' | 'missing';

export type BoxSource = 'predicted' | 'drawn' | 'imported';
export const reviewStates = ['unreviewed', 'accepted', 'edited', 'rejected'] as const;
export type ReviewState = (typeof reviewStates)[number];

export interface BoxRecord extends Box {
  id: number;
  imageId: number;
  classId: number;
  source: BoxSource;
  /** The model's probability (softmax of s^e) of the box's class, in [0, 1]; null for boxes that no model gave. */
  score: number | null;
  /** The run whose model gave the box; null for boxes that no model gave. */
  runId: number | null;
  review: ReviewState;
}

/** What the engine says of one image of the project. */
export interface Prediction {
  imageId: number;
  classId: number;
  box: Box;
  score: number;
  map: ScoreMap;
  /** How well independent estimates of the box agree, in [0, 1]; null where the box is not refined. */
  agreement: number | null;
}

export const problemKinds = [
  'unreadable',
  'truncated',
  'empty-file',
  'unsupported-type',
  'duplicate-in-class',
  'duplicate-across-classes',
  'not-in-a-class-folder',
  'changed-since-import',
  'missing',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

export interface ProblemRecord {
  path: string;
  kind: ProblemKind;
  /** One sentence for a person: what is wrong with the file and what Boxwright did about it. */
  reason: string;
}

export interface ImportSummary {
  found: number;
  added: number;
  unchanged: number;
  /** Hidden files and files that are not images, passed over without a word each. */
  skippedHidden: number;
  skippedNotImage: number;
  problems: ProblemRecord[];
  classes: ClassRecord[];
}

export const recipes = ['quick'] as const;
export type RecipeName = (typeof recipes)[number];

export const combinations = ['plain', 'linear', 'quadratic'] as const;
/** How the class activation maps of all classes are combined into one (CI-CAM, Eqs. 2-3). */
export type Combination = (typeof combinations)[number];

/** What decides a run's result; two runs with equal specs over the same images give the same model. */
export interface RunSpec {
  recipe: RecipeName;
  seed: number;
  /** SHA-256 over the classes, the images' content hashes and every hyper-parameter. */
  fingerprint: string;
}

export type RunState = 'running' | 'succeeded' | 'cancelled' | 'failed';

export interface RunRecord extends RunSpec {
  id: number;
  state: RunState;
  /** JSON-serialisable hyper-parameters, as the engine was given them. */
  params: Record<string, unknown>;
  /** JSON-serialisable figures of the run (last loss, seconds of each stage and the like). */
  summary: Record<string, unknown>;
}
