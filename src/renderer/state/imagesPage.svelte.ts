/** What a person has chosen on the Images screen, and what they do there to classes, folders and training. */
import type { AppEvent } from '../../shared/appEvents.ts';
import type { ClassRecord } from '../../shared/domain.ts';
import { app } from './app.svelte.ts';
import { ask, onEvent } from './client.ts';
import { gallery } from './gallery.svelte.ts';
import type { ImageSort } from './imageOrder.ts';
import { arrangeImages } from './imageOrder.ts';
import { isUnderWay } from './jobLists.ts';
import { movedTo, withPositions } from './reorder.ts';
import type { Selection } from './selection.ts';
import { allPicked, nothingPicked, picked, stillThere } from './selection.ts';
import { training } from './training.svelte.ts';

class ImagesPage {
  /** null: all classes. */
  classId = $state<number | null>(null);
  query = $state('');
  sort = $state<ImageSort>('class');
  /** Least width of a thumbnail, in CSS pixels; at first larger in a window that has much room. */
  size = $state(globalThis.innerWidth >= 2000 ? 176 : 120);
  /** The class whose name, or whose merging, is being edited in the list. */
  editing = $state.raw<{ classId: number; what: 'name' | 'merge' } | null>(null);
  /** The merge that was just made, for as long as its notice is there. */
  merged = $state.raw<{ from: string; into: string; images: number } | null>(null);
  /** Whether training starts by itself when the images are in. */
  trainsAfterImport = $state(false);
  readonly shown = $derived(
    arrangeImages(gallery.images, { classId: this.classId, query: this.query, sort: this.sort }),
  );
  #selection = $state.raw<Selection>(nothingPicked);
  #activeId = $state<number | null>(null);
  readonly selection = $derived(stillThere(this.#selection, (id) => gallery.indexOf(id) >= 0));
  /** Place of the active image among those shown; -1: none. */
  readonly active = $derived(this.#activeId === null ? -1 : this.shown.ids.indexOf(this.#activeId));

  constructor() {
    onEvent((event) => {
      this.#hear(event);
    });
  }

  get isImporting(): boolean {
    const job = app.job('import');
    return job !== undefined && isUnderWay(job);
  }

  activate(index: number): void {
    this.#activeId = this.shown.ids[index] ?? null;
  }

  /** With nothing picked yet, a range starts at the active image. */
  pick(index: number, how: 'only' | 'toggle' | 'range'): void {
    const isFirst = this.selection.ids.size === 0 && how === 'range';
    const from = isFirst ? { ids: this.selection.ids, anchor: this.#activeId } : this.selection;
    this.#selection = picked(from, this.shown.ids, index, how);
  }

  pickAll(): void {
    this.#selection = allPicked(this.shown.ids);
  }

  pickNone(): void {
    this.#selection = nothingPicked;
  }

  rename(classId: number, name: string): Promise<void> {
    this.editing = null;
    if (name.trim() === '' || name.trim() === gallery.className(classId)) return Promise.resolve();
    return this.#changes(() => ask('classes.rename', { classId, name: name.trim() }));
  }

  /** Puts a class at another place of the order. Shown at once; told to the library after. */
  async move(classId: number, to: number): Promise<void> {
    const before = gallery.classes;
    const moved = movedTo(before, classId, to);
    if (moved === before) return;
    gallery.setClasses(withPositions(moved));
    await this.#changes(() => ask('classes.reorder', { classIds: moved.map(({ id }) => id) }), before);
  }

  async merge(from: ClassRecord, into: ClassRecord): Promise<void> {
    this.editing = null;
    await this.#changes(async () => {
      const classes = await ask('classes.merge', { from: from.id, into: into.id });
      this.merged = { from: from.name, into: into.name, images: from.imageCount };
      if (this.classId === from.id) this.classId = into.id;
      return classes;
    });
  }

  async undoMerge(): Promise<void> {
    this.merged = null;
    await this.#changes(() => ask('classes.undoMerge', {}));
  }

  /** Lets a person choose where the imported folder lies now. */
  async relink(): Promise<void> {
    await this.#tries(async () => {
      const to = await ask('app.chooseFolder', { purpose: 'relink' });
      if (to !== null) await ask('images.relink', { to });
    });
  }

  async showOriginal(imageId: number): Promise<void> {
    await this.#tries(async () => {
      const { path } = await ask('images.record', { imageId });
      await app.showInFolder(path);
    });
  }

  /** Starts the quick recipe and goes to Train; while images still come, as soon as they are in. */
  async train(): Promise<void> {
    if (this.isImporting) {
      this.trainsAfterImport = true;
      return;
    }
    this.trainsAfterImport = false;
    app.go('train');
    await training.load();
    await training.start();
  }

  #hear(event: AppEvent): void {
    if (event.kind === 'project') this.#reset();
    if (event.kind !== 'job' || event.job.kind !== 'import' || isUnderWay(event.job)) return;
    if (!this.trainsAfterImport) return;
    this.trainsAfterImport = false;
    // The app hears the same event, perhaps after this: by then it knows that the import is over.
    if (event.job.state === 'succeeded') setTimeout(() => void this.train(), 0);
  }

  #reset(): void {
    [this.classId, this.query, this.editing, this.merged] = [null, '', null, null];
    [this.#selection, this.#activeId, this.trainsAfterImport] = [nothingPicked, null, false];
  }

  /** Shows the classes that a call returns; where it fails, says so and shows those of before. */
  async #changes(work: () => Promise<ClassRecord[] | null>, before?: ClassRecord[]): Promise<void> {
    await this.#tries(async () => {
      try {
        const classes = await app.whileSaving(work());
        if (classes) gallery.setClasses(classes);
      } catch (error) {
        if (before) gallery.setClasses(before);
        throw error;
      }
    });
  }

  async #tries(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      app.report(error);
    }
  }
}

export const imagesPage = new ImagesPage();
