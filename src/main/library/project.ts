/**
 * A project: everything that the command line and the window ask of the library goes through here. What belongs
 * together is one field: `project.review`, `.confidence`, `.gallery`, `.theta`, `.objects`, `.learning`, `.classEdits`, `.pictures`.
 */
import type {
  ExportPreview,
  ExportRequest,
  OpenedProject,
  ProblemRow,
  RunView,
} from '../../shared/appDomain.ts';
import type {
  BoxRecord,
  ClassRecord,
  ImageRecord,
  ImportSummary,
  Prediction,
  ProblemRecord,
  RunRecord,
  RunSpec,
  RunState,
} from '../../shared/domain.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import type { ScoreMap } from '../../shared/scoreMap.ts';
import { ClassEdits } from './classes/classEdits.ts';
import { Confidence } from './confidence/confidence.ts';
import { dumpOf } from './dump.ts';
import type { ProjectDump } from './dump.ts';
import { exportPreview } from './export/preview.ts';
import { Gallery } from './gallery/gallery.ts';
import { importFolder } from './import/importFolder.ts';
import type { ImportOptions } from './import/importFolder.ts';
import { relink } from './import/relink.ts';
import type { RelinkOptions, RelinkSummary } from './import/relink.ts';
import { Learning } from './learning/learning.ts';
import { problemRows } from './overview/problemRows.ts';
import { summaryOf } from './overview/summary.ts';
import { Objects } from './objects/objects.ts';
import { Pictures } from './pictures/pictures.ts';
import { savePredictions } from './predictions.ts';
import { ProjectFolder } from './projectFolder.ts';
import { Review } from './review/review.ts';
import { discardRun } from './runs/discardRun.ts';
import { modelRun, resumableRun, useModelOf, viewOf } from './runs/runViews.ts';
import type { BoxFilter } from './store/boxes.ts';
import { lockForWriting } from './store/lock.ts';
import type { WriterLock } from './store/lock.ts';
import { isUpToDate, openForReading, openForWriting } from './store/open.ts';
import { Store } from './store/store.ts';
import { Theta } from './theta/theta.ts';
import { fingerprintOf, requireTrainable } from './trainingSet.ts';

export interface OpenOptions {
  /** Make the project when it is not there. */
  create?: boolean;
  /** Look on beside a writer; anything that writes then throws. */
  readOnly?: boolean;
}

export interface ImageWithBoxes {
  image: ImageRecord;
  boxes: BoxRecord[];
}

/** Images that are held in memory at once while all of them are gone through. */
const pageSize = 500;

export class Project {
  readonly review: Review;
  readonly confidence: Confidence;
  readonly gallery: Gallery;
  readonly theta: Theta;
  readonly objects: Objects;
  readonly learning: Learning;
  readonly classEdits: ClassEdits;
  readonly pictures: Pictures;
  readonly #folder: ProjectFolder;
  readonly #store: Store;
  readonly #lock: WriterLock | null;
  readonly #isNew: boolean;

  private constructor(folder: ProjectFolder, store: Store, lock: WriterLock | null, isNew: boolean) {
    this.#folder = folder;
    this.#store = store;
    this.#lock = lock;
    this.#isNew = isNew;
    this.review = new Review(store);
    this.confidence = new Confidence(store);
    this.gallery = new Gallery(store);
    this.theta = new Theta(store);
    this.objects = new Objects(store);
    this.learning = new Learning(store);
    this.classEdits = new ClassEdits(store);
    this.pictures = new Pictures(store, folder.cache);
  }

  /**
   * Opens the project at a folder, whose name may be given without its ending .boxwright. Unless opened
   * read-only it is held for this process alone until it is closed or the process ends.
   * @throws BoxwrightError `not-found`, `not-a-project`, `project-busy` when another process holds it,
   *   `project-from-the-future`, `not-writable`.
   */
  static open(given: string, { create = false, readOnly = false }: OpenOptions = {}): Project {
    const folder = new ProjectFolder(given);
    if (!create || readOnly) folder.requireProject();
    return readOnly ? Project.#openToRead(folder) : Project.#openToWrite(folder);
  }

  static #openToRead(folder: ProjectFolder): Project {
    let db = openForReading(folder.libraryFile);
    if (!isUpToDate(db)) {
      // An older file must be brought up to date before anything here can read it.
      db.close();
      Project.#openToWrite(folder).close();
      db = openForReading(folder.libraryFile);
    }
    return new Project(folder, new Store(db), null, false);
  }

  static #openToWrite(folder: ProjectFolder): Project {
    const isNew = !folder.isProject;
    folder.create();
    const lock = lockForWriting(folder.lockFile, folder.name);
    try {
      return new Project(folder, new Store(openForWriting(folder.libraryFile)), lock, isNew);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Closing a project that was made by this `open` and got nothing takes it away again. May be called twice. */
  close(): void {
    if (!this.#store.isOpen) return;
    const leaveNothing = this.#isNew && this.#store.sources.count() === 0 && this.runs().length === 0;
    this.#store.close();
    this.#lock?.release();
    // After the lock: some systems do not delete a file that is held open.
    if (leaveNothing) this.#folder.discardEmpty();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Absolute path of the project's folder. */
  get folder(): string {
    return this.#folder.path;
  }

  get name(): string {
    return this.#folder.name;
  }

  /** Absolute; run <id> keeps its model in run-<id> in it. */
  get modelsFolder(): string {
    return this.#folder.models;
  }

  /** Absolute; whatever is in it can be computed again. */
  get cacheFolder(): string {
    return this.#folder.cache;
  }

  /** In the user's order. */
  classes(): ClassRecord[] {
    return this.#store.classes.list();
  }

  /** In order of class, then naturally by path (2 before 10). */
  images(): ImageRecord[] {
    return [...this.#pages()].flat();
  }

  imageCount(): number {
    return this.#store.images.count();
  }

  problems(): ProblemRecord[] {
    return this.#store.problems.list();
  }

  /** The problems as a person sees them in a list, with what is wrong with classes in front. */
  problemRows(): ProblemRow[] {
    return problemRows(this.#store);
  }

  image(imageId: number): ImageRecord | undefined {
    return this.#store.images.get(imageId);
  }

  /** Counts and covers: what is shown of a project before it is looked at. */
  summary(): OpenedProject {
    return summaryOf(this.#store, this.#folder);
  }

  boxes(filter?: BoxFilter): BoxRecord[] {
    return this.#store.boxes.list(filter);
  }

  boxesOfImage(imageId: number): BoxRecord[] {
    return this.#store.boxes.ofImages([imageId]);
  }

  /** All images in the order of `images()`, each with its boxes, a few hundred in memory at a time. */
  *iterateImagesWithBoxes(): Generator<ImageWithBoxes> {
    for (const page of this.#pages()) {
      const boxes = Map.groupBy(
        this.#store.boxes.ofImages(page.map(({ id }) => id)),
        ({ imageId }) => imageId,
      );
      for (const image of page) yield { image, boxes: boxes.get(image.id) ?? [] };
    }
  }

  /**
   * Adds what is new in a folder of class folders; see `importFolder`. What was read is kept even when the
   * promise rejects for want of classes or images, or on cancelling.
   */
  importFolder(root: string, options?: ImportOptions): Promise<ImportSummary> {
    return importFolder(this.#store, root, options);
  }

  /**
   * An imported folder that was moved now lies at `folder`: finds out which one by the paths below it, compares the
   * content of each of its images, and leads the project there. Images that are there as they were are no longer missing;
   * those that are not become problems. Nothing is changed when it throws.
   * @throws BoxwrightError `not-found` when no image of the project is at the new place; `cancelled`.
   */
  relink(folder: string, options?: RelinkOptions): Promise<RelinkSummary> {
    return relink(this.#store, folder, options);
  }

  /** @throws BoxwrightError `too-few-classes` or `class-too-small`, saying what to do. */
  requireTrainable(): void {
    requireTrainable(this.classes());
  }

  /** SHA-256 over classes and images; equal when a training would see the same. */
  trainingSetFingerprint(): string {
    return fingerprintOf(this.classes(), this.#pages());
  }

  /**
   * The latest run of the same fingerprint: as it is when it succeeded, set to running again when it was
   * interrupted, cancelled or failed. Otherwise a new one.
   */
  beginRun(spec: RunSpec & { params: Record<string, unknown> }): RunRecord {
    return this.#store.transaction(() => {
      const earlier = this.#store.runs.latestOf(spec.fingerprint);
      if (earlier === undefined) return this.#store.runs.add(spec);
      if (earlier.state === 'succeeded') return earlier;
      this.#store.runs.restart(earlier.id);
      return { ...earlier, state: 'running' };
    });
  }

  /**
   * Notes how far a running run is, such as { history, epochsDone, epochs }, so that it is known after a crash too.
   * A run that stands as running when its project is opened was interrupted by one.
   */
  noteRun(id: number, summary: Record<string, unknown>): void {
    this.#store.runs.note(id, summary);
  }

  /** A run that was stopped early but can draw boxes is 'cancelled' with `hasModel: true` in its summary. */
  finishRun(id: number, state: RunState, summary: Record<string, unknown>): void {
    this.#store.runs.finish(id, state, summary);
  }

  runs(): RunRecord[] {
    return this.#store.runs.list();
  }

  latestRun(state?: RunState): RunRecord | undefined {
    return this.#store.runs.latest(state);
  }

  /** All runs, the newest first, as a person sees them. */
  runViews(): RunView[] {
    return this.#store.runs.listTimed().map(viewOf).reverse();
  }

  /** From now on boxes are drawn with the model of this run: a training that was done before may be chosen again. */
  useModelOf(runId: number): void {
    useModelOf(this.#store, runId);
  }

  /**
   * The run whose model draws boxes: the one that was chosen last, or else the latest that can, which is one that
   * succeeded or has `hasModel: true` in its summary.
   */
  modelRun(): RunRecord | undefined {
    return modelRun(this.#store);
  }

  /** The latest run, if it has epochs to go and no run after it succeeded; also one that runs just now. */
  resumableRun(): RunView | null {
    return resumableRun(this.#store);
  }

  /**
   * Throws a run away that did not succeed: its folder, its maps, and its boxes that nobody has looked at; reviewed ones
   * stay, as of no run.
   * @throws BoxwrightError `not-found`, `bad-arguments` when the run succeeded.
   */
  discardRun(id: number): void {
    discardRun(this.#store, this.#folder, id);
  }

  /** See `savePredictions`: reviewed boxes are never touched. */
  savePredictions(runId: number, predictions: readonly Prediction[]): void {
    savePredictions(this.#store, runId, predictions);
  }

  /** Images that a run's model has been asked for already. */
  predictedImageIds(runId: number): Set<number> {
    return new Set(this.#store.scoreMaps.imageIds(runId));
  }

  /** The stored map of an image: of the run given, else of the one in use, or of the latest that has one. */
  scoreMap(imageId: number, runId?: number): ScoreMap | undefined {
    const { scoreMaps } = this.#store;
    if (runId !== undefined) return scoreMaps.get(imageId, runId);
    const inUse = this.modelRun();
    return (inUse && scoreMaps.get(imageId, inUse.id)) ?? scoreMaps.get(imageId);
  }

  /** Notes that an original could not be found or read; importing its folder again takes the note back. */
  markMissing(imageId: number, reason: string): void {
    this.#store.transaction(() => {
      const place = this.#store.images.location(imageId);
      if (place === undefined) throw new BoxwrightError('not-found', `There is no image ${imageId}.`);
      this.#store.images.setStatus(imageId, 'missing');
      this.#store.problems.write(place.sourceId, place.relativePath, 'missing', reason);
    });
  }

  /**
   * What an export would write, counted over the whole project, with the beginning of its first file as the format
   * itself writes it for the first images. Never throws for what stands in the way of it: that is `obstacle`.
   */
  exportPreview(request: ExportRequest): Promise<ExportPreview> {
    return exportPreview(this, request);
  }

  /** Everything that the project says, without ids and times, for comparing two projects. */
  dump(): ProjectDump {
    return dumpOf(this.#store);
  }

  #pages(): Iterable<ImageRecord[]> {
    return this.#store.images.pages(
      this.classes().map(({ id }) => id),
      pageSize,
    );
  }
}
