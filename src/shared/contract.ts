/**
 * Everything that the window may ask, in one object. The shell's server, the library process and the window's client
 * derive from it: a call without a handler, or with a handler of the wrong shape, does not compile. Arguments are
 * parsed by these schemas at one choke point (shell/ipc.ts) before they go anywhere.
 */
import { z } from 'zod';
import type {
  AppInfo,
  ExportPreview,
  ExportRequest,
  FormatInfo,
  GallerySnapshot,
  HeatmapReply,
  ImageFile,
  OpenedProject,
  ProblemRow,
  RecentProject,
  ReviewReply,
  Settings,
  ThetaProfile,
  TrainEstimate,
  TrainOverview,
} from './appDomain.ts';
import type { Calibration, ConfidenceState } from './confidence/state.ts';
import { recipes } from './domain.ts';
import type { ClassRecord, ImageRecord } from './domain.ts';
import type { ErrorCode } from './errors.ts';
import type { JobRecord } from './jobs.ts';
import type { LearningState } from './learning.ts';
import { objectChoices } from './objects.ts';

/** Who answers: the shell itself, or the library process, to which the shell hands the parsed arguments on. */
export type Answerer = 'shell' | 'library';

export interface CallSpec<Who extends Answerer, Schema extends z.ZodType, Result> {
  answerer: Who;
  args: Schema;
  /** Never there at run time; carries the type of the reply. */
  result?: Result;
}

const none = z.strictObject({});
const id = z.int().positive();
const box = z.strictObject({
  x: z.number(),
  y: z.number(),
  w: z.number().positive(),
  h: z.number().positive(),
});
const path = z.string().min(1).max(4096);
const share = z.number().min(0).max(1);
const theta = z.number().min(0).max(0.95);

/** A person's decision on a box; see library/review/decide.ts. */
export const decisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['accept', 'reject', 'delete']), boxId: id }),
  z.strictObject({ kind: z.literal('edit'), boxId: id, box }),
  z.strictObject({ kind: z.literal('set-class'), boxId: id, classId: id }),
  z.strictObject({ kind: z.literal('draw'), imageId: id, classId: id, box }),
]);

export const exportSchema = z.strictObject({
  format: z.string(),
  out: path,
  statuses: z.array(z.enum(['unreviewed', 'accepted', 'edited'])),
  minScore: share,
  imagesWithoutBoxes: z.boolean(),
  splits: z.strictObject({ train: share, val: share, test: share }),
}) satisfies z.ZodType<ExportRequest>;

function call<Result>() {
  return <Who extends Answerer, Schema extends z.ZodType>(
    answerer: Who,
    args: Schema,
  ): CallSpec<Who, Schema, Result> => ({ answerer, args });
}

export const contract = {
  // The program and its window.
  'app.info': call<AppInfo>()('shell', none),
  'app.settings': call<Settings>()('shell', none),
  'app.changeSettings': call<Settings>()(
    'shell',
    z.strictObject({ theme: z.enum(['system', 'light', 'dark']).optional() }),
  ),
  'app.recentProjects': call<RecentProject[]>()('shell', none),
  'app.forgetProject': call<RecentProject[]>()('shell', z.strictObject({ folder: path })),
  /** A folder that a person chose in the system's dialog; null when they closed it. */
  'app.chooseFolder': call<string | null>()(
    'shell',
    z.strictObject({ purpose: z.enum(['import', 'open-project', 'export', 'relink']) }),
  ),
  /** Opens the system's file manager at an exported folder, a project, or the original of an image or problem. */
  'app.showInFolder': call<null>()('shell', z.strictObject({ path })),
  'app.copyText': call<null>()('shell', z.strictObject({ text: z.string().max(5_000_000) })),

  // Projects. At most one is open.
  /** Makes a project for a folder of class folders, opens it and starts to import. */
  'project.createFrom': call<OpenedProject>()('library', z.strictObject({ images: path })),
  'project.createFromSample': call<OpenedProject>()('library', none),
  'project.open': call<OpenedProject>()('library', z.strictObject({ folder: path })),
  'project.current': call<OpenedProject | null>()('library', none),
  'project.close': call<null>()('library', none),

  // Jobs: what takes long. Each call returns as soon as the job is queued; its progress comes as events.
  'jobs.list': call<JobRecord[]>()('library', none),
  'jobs.cancel': call<null>()('library', z.strictObject({ jobId: id })),
  /** Takes a finished job's notice off the screen. */
  'jobs.dismiss': call<null>()('library', z.strictObject({ jobId: id })),

  // Images and classes.
  'images.add': call<JobRecord>()('library', z.strictObject({ folder: path })),
  /** The imported folder `from` now lies at `to`: images are found there by path and content. */
  'images.relink': call<JobRecord>()('library', z.strictObject({ to: path })),
  'images.problems': call<ProblemRow[]>()('library', none),
  'images.record': call<ImageRecord>()('library', z.strictObject({ imageId: id })),
  /** For the shell alone (its image protocol); the shell refuses it from a window. */
  'images.file': call<ImageFile | null>()(
    'library',
    z.strictObject({ imageId: id, size: z.enum(['thumb', 'view', 'full']) }),
  ),
  'classes.list': call<ClassRecord[]>()('library', none),
  'classes.rename': call<ClassRecord[]>()(
    'library',
    z.strictObject({ classId: id, name: z.string().trim().min(1).max(200) }),
  ),
  'classes.reorder': call<ClassRecord[]>()('library', z.strictObject({ classIds: z.array(id) })),
  'classes.merge': call<ClassRecord[]>()('library', z.strictObject({ from: id, into: id })),
  /** Takes the latest merge back; null when there is none. */
  'classes.undoMerge': call<ClassRecord[] | null>()('library', none),

  // Training.
  'train.overview': call<TrainOverview>()('library', none),
  /** Measures this machine on a few images of the project; seconds, so a job. */
  'train.calibrate': call<JobRecord>()('library', none),
  /** How long a training would take now, by the latest measurement on this machine; null before there is one. */
  'train.estimate': call<TrainEstimate | null>()('library', z.strictObject({ refine: z.boolean() })),
  'train.start': call<JobRecord>()(
    'library',
    z.strictObject({
      recipe: z.enum(recipes),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
      /** Whether its boxes are refined. */
      refine: z.boolean(),
    }),
  ),
  /** Ends the training at its last whole epoch, or round of refinement, and draws boxes with that. */
  'train.stopAndKeep': call<null>()('library', z.strictObject({ jobId: id })),
  /** Throws an interrupted run away. */
  'train.discard': call<TrainOverview>()('library', z.strictObject({ runId: id })),

  // Review.
  'review.snapshot': call<GallerySnapshot>()('library', none),
  /** Applies decisions in one transaction, one undo for all of them; the reply comes after the commit. */
  'review.decide': call<ReviewReply>()(
    'library',
    z.strictObject({ decisions: z.array(decisionSchema).min(1) }),
  ),
  /** Accepts every unreviewed box of the list, as one undo. */
  'review.acceptAll': call<ReviewReply>()('library', z.strictObject({ boxIds: z.array(id).min(1) })),
  'review.undo': call<ReviewReply | null>()('library', none),
  'review.redo': call<ReviewReply | null>()('library', none),
  'review.heatmap': call<HeatmapReply | null>()('library', z.strictObject({ imageId: id })),
  /**
   * Derives unreviewed boxes anew at theta: those of `first` at once, in the reply; all others afterwards, as
   * 'boxes-changed' events. A later call takes the place of one that is still at it.
   */
  'review.setTheta': call<ReviewReply>()(
    'library',
    z.strictObject({ theta, classId: id.nullable(), first: z.array(id).max(500) }),
  ),
  /**
   * How many objects an image of a class, or (null) of any, may hold. Unreviewed boxes follow as they do theta; the choice
   * is one undo.
   */
  'review.setObjects': call<ReviewReply>()(
    'library',
    z.strictObject({ choice: z.enum(objectChoices), classId: id.nullable(), first: z.array(id).max(500) }),
  ),
  'review.thetaProfile': call<ThetaProfile>()('library', z.strictObject({ classId: id.nullable() })),
  /** What orders the boxes, and what the reviewed ones say of the others. After each decision it is another. */
  'review.confidence': call<ConfidenceState>()('library', none),
  /** How well stated chances came true, for a plot; and what "accept all" promises at each bar. */
  'review.calibration': call<Calibration>()('library', none),

  // Learning from corrections.
  'learn.state': call<LearningState>()('library', none),
  /** Learns from all boxes that people kept, put right or drew; then draws those anew that nobody has looked at. */
  'learn.start': call<JobRecord>()('library', none),
  /** Takes back what was learned last, whatever was decided since; `review.undo` does when nothing was. */
  'learn.takeBack': call<ReviewReply>()('library', none),
  /** Whether that goes on by itself, in the background, after every ten corrections. */
  'learn.setAutomatic': call<LearningState>()('library', z.strictObject({ isAutomatic: z.boolean() })),

  // Export.
  'export.formats': call<FormatInfo[]>()('library', none),
  'export.defaultFolder': call<string>()('library', z.strictObject({ format: z.string() })),
  'export.preview': call<ExportPreview>()('library', exportSchema),
  'export.start': call<JobRecord>()('library', exportSchema),
} as const satisfies Record<string, CallSpec<Answerer, z.ZodType, unknown>>;

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type CallArgs<Name extends CallName> = z.output<Contract[Name]['args']>;
export type CallResult<Name extends CallName> = Exclude<Contract[Name]['result'], undefined>;
export type CallsOf<Who extends Answerer> = {
  [Name in CallName]: Contract[Name]['answerer'] extends Who ? Name : never;
}[CallName];

/** One handler for each call of an answerer: what a server is. */
export type Handlers<Who extends Answerer> = {
  [Name in CallsOf<Who>]: (args: CallArgs<Name>) => CallResult<Name> | Promise<CallResult<Name>>;
};

/** A reply as it crosses between processes. */
export type Reply<Result> =
  { ok: true; value: Result } | { ok: false; code: ErrorCode; message: string; details?: string };
