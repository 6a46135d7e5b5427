/**
 * Review: which images are shown in which order, where a person is, and what they decide. The order is a list that is
 * made when a person filters or sorts, so that nothing moves under the hand while they decide.
 */
import type { ReviewReply } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { Box } from '../../shared/geometry.ts';
import { app } from './app.svelte.ts';
import type { BoxView } from './boxTable.ts';
import { ask, onEvent } from './client.ts';
import { confidence } from './confidence.svelte.ts';
import { Editing } from './editing.svelte.ts';
import { evidence } from './evidence.svelte.ts';
import { gallery } from './gallery.svelte.ts';
import { countAtLeast, placesAtLeast } from './histogram.ts';
import type { Decision } from './optimistic.ts';
import { Outbox } from './outbox.ts';
import type { Placed } from './outbox.ts';
import type { QueueRules } from './queue.ts';
import { buildQueue, countStatuses, needsDecision, nextInNeed, unreviewedBoxes } from './queue.ts';
import { thetaControl } from './thetaControl.svelte.ts';

export type ReviewView = 'gallery' | 'single';
/** The first boxes come a few at a time; the list is made once these milliseconds are over. */
const collectFor = 300;
const startRules: QueueRules = { filter: 'all', classId: null, sort: 'need', least: null };

class Review {
  view = $state<ReviewView>('gallery');
  rules = $state.raw<QueueRules>(startRules);
  /** Ids of the images shown, in order. */
  queue = $state.raw<Int32Array>(new Int32Array(0));
  /** The image that a person is at. */
  imageId = $state<number | null>(null);
  boxId = $state<number | null>(null);
  /** Images that were selected in the gallery. */
  selection = $state.raw<ReadonlySet<number>>(new Set());
  /** Whether sorting again would change the order. */
  isStale = $state(false);
  showsHeat = $state(false);
  showsContour = $state(false);
  /** Least confidence of the boxes that are accepted at one stroke. */
  bar = $state(0.8);
  /** Images on the screen: whoever shows one adds it, and takes it out again. */
  readonly visible = new Set<number>();
  readonly editing = new Editing();
  /** Of all boxes. */
  readonly total = $derived(countStatuses(gallery.boxes, null));
  /** Of boxes of the chosen class. */
  readonly counts = $derived(
    this.rules.classId === null ? this.total : countStatuses(gallery.boxes, this.rules.classId),
  );
  readonly candidates = $derived(unreviewedBoxes(gallery.boxes, this.rules, confidence.basis));
  readonly candidateCount = $derived(countAtLeast(this.candidates.agreements, this.bar));
  readonly boxes: BoxView[] = $derived(this.imageId === null ? [] : gallery.boxesOf(this.imageId));
  readonly box: BoxView | null = $derived(this.boxes.find(({ id }) => id === this.boxId) ?? null);
  readonly place = $derived(this.imageId === null ? -1 : this.placeOf(this.imageId));
  #places = $derived.by(() => new Map(Array.from(this.queue, (imageId, place) => [imageId, place])));
  #folder: string | null = null;
  #sortedImages = -1;
  /** A training drew boxes anew since the list was made. */
  #boxesCame = false;
  #sortedWithoutBoxes = true;
  #collecting: ReturnType<typeof setTimeout> | undefined;
  #saving = 0;
  readonly #outbox = new Outbox(gallery, {
    waiting: (count) => {
      app.saving += count - this.#saving;
      this.#saving = count;
    },
    failed: (error) => app.report(error),
    renamed: (from, to) => {
      if (this.boxId === from) this.boxId = to;
    },
  });

  constructor() {
    thetaControl.take = (reply) => {
      this.#outbox.take(reply);
      this.#keepBox();
    };
    onEvent((event) => {
      this.#hear(event);
    });
  }

  /** Brings the list up to date with images that came or went; the rest keeps its place. */
  refresh(): void {
    const folder = app.project?.folder ?? null;
    if (folder !== this.#folder) this.#startOver(folder);
    if (this.#sortedImages === gallery.imagesVersion && !this.#boxesCame) return;
    if (this.queue.length === 0 || this.#boxesCame) this.sort();
    else this.#append();
  }

  choose(rules: Partial<QueueRules>): void {
    this.rules = { ...this.rules, ...rules };
    this.sort();
  }

  sort(): void {
    clearTimeout(this.#collecting);
    this.#collecting = undefined;
    this.finishEdit();
    this.queue = this.#sorted();
    this.isStale = this.#boxesCame = false;
    this.#sortedWithoutBoxes = this.total.all === 0;
    this.#sortedImages = gallery.imagesVersion;
    if (this.place < 0) this.show(this.queue[0] ?? null);
  }

  placeOf(imageId: number): number {
    return this.#places.get(imageId) ?? -1;
  }

  /** Goes to an image, at the box that needs a decision first. */
  show(imageId: number | null): void {
    this.finishEdit();
    this.imageId = imageId;
    this.boxId = firstBox(imageId === null ? [] : gallery.boxesOf(imageId));
  }

  open(imageId: number | null = this.imageId): void {
    if (imageId === null) return;
    this.show(imageId);
    this.view = 'single';
  }

  close(): void {
    this.finishEdit();
    this.view = 'gallery';
  }

  /** To the next image of the list (1) or the one before (-1). */
  step(by: 1 | -1): void {
    const imageId = this.queue[this.place + by];
    if (imageId !== undefined) this.show(imageId);
  }

  /** To the next box of the image, and around. */
  stepBox(by: 1 | -1): void {
    this.finishEdit();
    const { boxes } = this;
    const at = boxes.findIndex(({ id }) => id === this.boxId);
    this.boxId = boxes.at((at + by) % boxes.length)?.id ?? null;
  }

  selectBox(boxId: number): void {
    if (boxId === this.boxId) return;
    this.finishEdit();
    this.boxId = boxId;
  }

  /** Decides on the selected box, or on all of the images selected in the gallery, and moves on. */
  accept(): void {
    const edited = this.finishEdit();
    if (this.view === 'gallery') this.#decideSelected('accept');
    else if (this.box && !edited) this.#decideOn(this.box, { kind: 'accept', boxId: this.box.id });
    this.#moveOn();
  }

  reject(): void {
    this.editing.cancel();
    if (this.view === 'gallery') this.#decideSelected('reject');
    else if (this.box) this.#decideOn(this.box, { kind: 'reject', boxId: this.box.id });
    this.#moveOn();
  }

  remove(): void {
    this.editing.cancel();
    if (this.view === 'gallery' || !this.box) return;
    this.#decideOn(this.box, { kind: 'delete', boxId: this.box.id });
    this.boxId = this.boxes.some(({ id }) => id === this.boxId) ? this.boxId : firstBox(this.boxes);
  }

  /** @param position 1-based, in the person's order of classes. */
  setClass(position: number): void {
    const classId = gallery.classes[position - 1]?.id;
    if (classId === undefined) return;
    const boxes = this.view === 'gallery' ? this.#targets() : this.box ? [this.box] : [];
    const changing = boxes.filter((box) => box.classId !== classId);
    this.#decide(
      changing.map(({ id, imageId }) => ({ imageId, decision: { kind: 'set-class', boxId: id, classId } })),
    );
  }

  edit(): void {
    if (this.view === 'gallery') this.open();
    if (this.box) this.editing.edit(this.box);
  }

  draw(): void {
    if (this.view === 'gallery') this.open();
    this.finishEdit();
    if (this.imageId !== null) this.editing.draw();
  }

  /** Keeps what was changed or drawn. @returns whether there was anything. */
  finishEdit(): boolean {
    const { mode } = this.editing;
    if (mode === 'look') return false;
    const box = this.editing.finish();
    if (!box) return false;
    if (mode === 'draw') this.addBox(box);
    else this.changeBox(box);
    return true;
  }

  changeBox({ x, y, w, h }: Box): void {
    if (this.box) this.#decideOn(this.box, { kind: 'edit', boxId: this.box.id, box: { x, y, w, h } });
  }

  addBox(box: Box): void {
    const { imageId } = this;
    const classId = this.box?.classId ?? gallery.images.classIds[gallery.indexOf(imageId ?? -1)];
    if (imageId === null || classId === undefined) return;
    const [freshId] = this.#decide([{ imageId, decision: { kind: 'draw', imageId, classId, box } }]);
    this.boxId = freshId ?? null;
  }

  acceptAllAboveBar(): void {
    const { ids, imageIds, agreements } = this.candidates;
    const placed = placesAtLeast(agreements, this.bar).map((at): Placed => ({
      imageId: imageIds[at]!,
      decision: { kind: 'accept', boxId: ids[at]! },
    }));
    if (placed.length === 0) return;
    const boxIds = placed.map(({ decision }) => (decision.kind === 'draw' ? 0 : decision.boxId));
    this.isStale = true;
    this.#outbox.decide(placed, () => ask('review.acceptAll', { boxIds }));
  }

  /** Goes through unreviewed boxes, those at least this sure or (null) all, in the order that tells most about them. */
  calibrate(least: number | null): void {
    this.choose({ filter: 'all', least, sort: 'spread' });
    this.open(this.queue[0] ?? null);
  }

  undo(): Promise<void> {
    return this.#travel(() => ask('review.undo', {}));
  }

  redo(): Promise<void> {
    return this.#travel(() => ask('review.redo', {}));
  }

  select(imageIds: Iterable<number>): void {
    this.selection = new Set(imageIds);
  }

  #hear(event: AppEvent): void {
    if (event.kind === 'boxes') {
      this.#keepBox();
      this.isStale = true;
      if (this.#sortedWithoutBoxes) this.#collecting ??= setTimeout(() => this.sort(), collectFor);
    } else if (event.kind === 'job' && event.job.kind === 'train' && event.job.state === 'succeeded') {
      this.#boxesCame = true;
      evidence.forget();
    } else if (event.kind === 'learning') evidence.forget();
    else if (event.kind === 'menu' && event.command === 'undo') void this.undo();
    else if (event.kind === 'menu' && event.command === 'redo') void this.redo();
  }

  /** The box at hand may be gone after boxes were drawn anew: another of its image takes its place. */
  #keepBox(): void {
    if (this.boxId === null || this.box) return;
    if (this.editing.mode === 'edit') this.editing.cancel();
    this.boxId = firstBox(this.boxes);
  }

  async #travel(send: () => Promise<ReviewReply | null>): Promise<void> {
    if (this.editing.draft) {
      this.editing.cancel();
      return;
    }
    const reply = await this.#outbox.request(send);
    if (!reply || reply.imageId === null) return;
    this.isStale = true;
    if (this.placeOf(reply.imageId) < 0) this.choose({ filter: 'all', classId: null, least: null });
    this.show(reply.imageId);
  }

  #decideSelected(kind: 'accept' | 'reject'): void {
    this.#decide(this.#targets().map(({ id, imageId }) => ({ imageId, decision: { kind, boxId: id } })));
    if (this.selection.size > 0) this.select([]);
  }

  /** What a key acts on in the gallery: of each image the unreviewed boxes, or all where there are none. */
  #targets(): BoxView[] {
    const imageIds =
      this.selection.size > 0 ? [...this.selection] : this.imageId === null ? [] : [this.imageId];
    return imageIds.flatMap((imageId) => {
      const boxes = gallery.boxesOf(imageId);
      return needsDecision(boxes) ? boxes.filter(({ review }) => review === 'unreviewed') : boxes;
    });
  }

  #decideOn({ imageId }: BoxView, decision: Decision): void {
    this.#decide([{ imageId, decision }]);
  }

  #decide(placed: Placed[]): number[] {
    if (placed.length === 0) return [];
    this.isStale = true;
    return this.#outbox.decide(placed, (decisions) => ask('review.decide', { decisions }));
  }

  /** To the next box, then the next image, that needs a decision; where there is none, nowhere. */
  #moveOn(): void {
    const open =
      this.view === 'single' ? this.boxes.find(({ review }) => review === 'unreviewed') : undefined;
    if (open) {
      this.boxId = open.id;
      return;
    }
    const place = nextInNeed(this.queue.length, this.place, (at) =>
      needsDecision(gallery.boxesOf(this.queue[at]!)),
    );
    if (place >= 0) this.show(this.queue[place]!);
  }

  #sorted(): Int32Array {
    const rows = buildQueue(gallery.images, gallery.boxes, (imageId) => gallery.indexOf(imageId), this.rules);
    return rows.map((row) => gallery.images.ids[row]!);
  }

  #append(): void {
    const known = this.queue.filter((imageId) => gallery.indexOf(imageId) >= 0);
    const fresh = this.#sorted().filter((imageId) => this.placeOf(imageId) < 0);
    this.queue = Int32Array.of(...known, ...fresh);
    this.#sortedImages = gallery.imagesVersion;
    if (this.place < 0) this.show(this.queue[0] ?? null);
  }

  #startOver(folder: string | null): void {
    this.#folder = folder;
    this.view = 'gallery';
    this.rules = startRules;
    this.queue = new Int32Array(0);
    this.imageId = this.boxId = null;
    this.select([]);
    this.#sortedImages = -1;
    this.#boxesCame = false;
    thetaControl.classId = null;
    void evidence.show(null);
    evidence.forget();
  }
}

/** The box that needs a decision first, the suspicious before others. */
function firstBox(boxes: readonly BoxView[]): number | null {
  const open = boxes.filter(({ review }) => review === 'unreviewed');
  return (open.find(({ reasons }) => reasons !== 0) ?? open[0] ?? boxes[0])?.id ?? null;
}

export const review = new Review();
