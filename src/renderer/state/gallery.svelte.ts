/**
 * The open project's images, classes and boxes, kept level with the library: one snapshot, then its events. Images and
 * boxes are plain columns of numbers, not reactive objects, so that 100,000 of them cost nothing while they rest; what
 * reads them is told by `version` (anything changed) and `imagesVersion` (images came, went or moved).
 */
import { PictureUrls, type PictureSize } from './pictureUrls.ts';
import type {
  BoxChanges,
  BoxColumns,
  GallerySnapshot,
  ImageColumns,
  ObjectsState,
  ReviewReply,
  ThetaState,
  UndoState,
} from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { ClassRecord } from '../../shared/domain.ts';
import type { BoxView } from './boxTable.ts';
import { BoxTable } from './boxTable.ts';
import { CallError, ask, onEvent } from './client.ts';
import { ImageTable } from './imageTable.ts';

export type { BoxView } from './boxTable.ts';

/** Images that come while a folder is imported are put in this many milliseconds after the first of them. */
const collectFor = 50;

const noTheta: ThetaState = { kind: 'activation', byClass: {}, theta: 0, recipeTheta: 0 };
const noObjects: ObjectsState = { byClass: {}, choice: 'one' };
const noUndo: UndoState = { canUndo: false, canRedo: false };

class Gallery {
  /** Whether a snapshot is there. False while no project is open. */
  ready = $state(false);
  /** Why the latest snapshot could not be had. */
  failure = $state.raw<CallError | null>(null);
  /** In the person's order. */
  classes = $state.raw<ClassRecord[]>([]);
  theta = $state.raw<ThetaState>(noTheta);
  objects = $state.raw<ObjectsState>(noObjects);
  undo = $state.raw<UndoState>(noUndo);
  /** Boxes that are still to be derived anew at the latest theta. */
  pending = $state(0);
  #version = $state(0);
  #imagesVersion = $state(0);
  #images = new ImageTable();
  readonly #boxes = new BoxTable();
  #places = new Map<number, number>();
  readonly #pictures = new PictureUrls();
  readonly #added: ImageColumns[] = [];
  #collecting: ReturnType<typeof setTimeout> | undefined;
  /** What came while the first snapshot of a project was awaited; null: none is. */
  #early: AppEvent[] | null = null;
  /** The latest of the snapshots asked for; an older one that comes late is left. */
  #asked = 0;
  #views: { version: number; boxes: BoxView[] } | null = null;

  constructor() {
    onEvent((event) => {
      this.#follow(event);
    });
    void this.reload();
  }

  /** Where a picture of an image is had. */
  pictureUrl(size: PictureSize, imageId: number): string {
    return this.#pictures.of(size, imageId);
  }

  /** Raised on any change of images, classes or boxes. */
  get version(): number {
    return this.#version;
  }

  /** Raised when images came, went or moved; boxes and decisions leave it as it is. */
  get imagesVersion(): number {
    return this.#imagesVersion;
  }

  /** A new object whenever `imagesVersion` is raised; not to be written to. */
  get images(): ImageColumns {
    return this.#whenImagesChange(this.#images).columns;
  }

  /** Row of the image in `images`; -1 when it is not there. */
  indexOf(imageId: number): number {
    return this.#whenImagesChange(this.#images).rowOf(imageId);
  }

  /** A copy, made anew on each call. */
  boxesOf(imageId: number): BoxView[] {
    return this.#whenAnythingChanges(this.#boxes).of(imageId);
  }

  box(boxId: number): BoxView | null {
    return this.#whenAnythingChanges(this.#boxes).box(boxId);
  }

  /** All boxes as columns in no order; views on what the next change writes into, so not to be kept. */
  get boxes(): BoxColumns {
    return this.#whenAnythingChanges(this.#boxes).columns();
  }

  /** Every box, image by image in the order of `images`; the same array until something changes. */
  allBoxes(): BoxView[] {
    const version = this.#version;
    if (this.#views?.version !== version) {
      this.#views = { version, boxes: this.#boxes.views(this.#images.columns.ids) };
    }
    return this.#views.boxes;
  }

  className(classId: number): string {
    return this.classes.find(({ id }) => id === classId)?.name ?? '';
  }

  /** Puts all boxes of some images in the place of those that they had. */
  apply(changes: BoxChanges): void {
    if (changes.imageIds.length === 0 && changes.boxes.ids.length === 0) return;
    this.#boxes.apply(changes);
    this.#version += 1;
  }

  /** Takes over everything that a step of review, an undo or a new theta brought. */
  take(reply: ReviewReply): void {
    this.apply(reply.changes);
    this.undo = reply.undo;
    this.theta = reply.theta;
    this.objects = reply.objects;
    this.pending = reply.pending;
  }

  /** The classes as a call just returned them, before their event comes. */
  setClasses(classes: ClassRecord[]): void {
    this.classes = classes;
    this.#places = new Map(classes.map(({ id, position }) => [id, position]));
    if (this.#images.arrange(this.#placeOf)) this.#imagesVersion += 1;
    this.#version += 1;
  }

  /** Asks for everything anew; what is shown stays until it comes. */
  async reload(): Promise<void> {
    const asked = ++this.#asked;
    if (!this.ready) this.#early ??= [];
    try {
      const snapshot = await ask('review.snapshot', {});
      if (asked === this.#asked) this.#show(snapshot);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#clear();
      const isClosed = error instanceof CallError && error.code === 'no-project';
      if (!isClosed) this.failure = asCallError(error);
    }
  }

  readonly #placeOf = (classId: number): number => this.#places.get(classId) ?? Number.MAX_SAFE_INTEGER;

  /** Ties whoever calls to `imagesVersion`. */
  #whenImagesChange<T>(table: T): T {
    return this.#imagesVersion >= 0 ? table : table;
  }

  #whenAnythingChanges<T>(table: T): T {
    return this.#version >= 0 ? table : table;
  }

  #show(snapshot: GallerySnapshot): void {
    this.#forgetAdded();
    this.#images = new ImageTable(snapshot.images);
    this.#boxes.clear();
    this.#boxes.apply({ imageIds: new Int32Array(0), boxes: snapshot.boxes });
    this.theta = snapshot.theta;
    this.objects = snapshot.objects;
    this.undo = snapshot.undo;
    this.pending = 0;
    this.failure = null;
    this.ready = true;
    this.#imagesVersion += 1;
    this.setClasses(snapshot.classes);
    const early = this.#early ?? [];
    this.#early = null;
    for (const event of early) this.#update(event);
  }

  #clear(): void {
    this.#forgetAdded();
    this.#early = null;
    this.#images = new ImageTable();
    this.#boxes.clear();
    this.#views = null;
    [this.theta, this.undo, this.pending, this.failure] = [noTheta, noUndo, 0, null];
    this.objects = noObjects;
    this.ready = false;
    this.#imagesVersion += 1;
    this.setClasses([]);
  }

  /**
   * An event that comes while the first snapshot is awaited is nearly always in it already. But it may overtake the
   * reply on its way through the shell, so it is put in again: in order, the last word on each image and box stands.
   */
  #follow(event: AppEvent): void {
    switch (event.kind) {
      case 'project':
        this.#pictures.renew();
        this.#clear();
        if (event.project) void this.reload();
        else this.#asked += 1;
        return;
      case 'library-restarted':
      case 'images-changed':
        void this.reload();
        return;
      default:
        if (this.ready) this.#update(event);
        else this.#early?.push(event);
    }
  }

  #update(event: AppEvent): void {
    switch (event.kind) {
      case 'images-added':
        this.#collect(event.images);
        return;
      case 'classes':
        this.setClasses(event.classes);
        return;
      case 'boxes':
        this.apply(event.changes);
        return;
      case 'theta':
        [this.theta, this.pending] = [event.theta, event.pending];
        return;
      case 'undo':
        this.undo = event.undo;
        return;
      default:
    }
  }

  #collect(images: ImageColumns): void {
    for (const id of images.ids) if (this.#images.rowOf(id) >= 0) this.#pictures.revise(id);
    this.#added.push(images);
    this.#collecting ??= setTimeout(() => {
      this.#putIn();
    }, collectFor);
  }

  #putIn(): void {
    this.#collecting = undefined;
    let added = 0;
    for (const images of this.#added.splice(0)) added += this.#images.add(images, this.#placeOf);
    if (added === 0) return;
    this.#imagesVersion += 1;
    this.#version += 1;
  }

  #forgetAdded(): void {
    clearTimeout(this.#collecting);
    this.#collecting = undefined;
    this.#added.length = 0;
  }
}

function asCallError(error: unknown): CallError {
  return error instanceof CallError ? error : new CallError('internal', String(error));
}

export const gallery = new Gallery();
