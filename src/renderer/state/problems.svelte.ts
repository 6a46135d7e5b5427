/** The problems of the open project and the panel that lists them, which opens by itself when an import ends with some. */
import type { ProblemRow } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import { CallError, ask, onEvent } from './client.ts';
import { groupProblems, problemText, setAside } from './problemGroups.ts';

/** While problems come one after the other, the list is asked for at most this often, in milliseconds. */
const askEvery = 400;

class Problems {
  rows = $state.raw<ProblemRow[]>([]);
  isOpen = $state(false);
  /** Why the list could not be had. */
  failure = $state.raw<string | null>(null);
  readonly groups = $derived(groupProblems(this.rows));
  readonly setAside = $derived(setAside(this.rows));
  #asked = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    onEvent((event) => {
      this.#hear(event);
    });
    void this.load();
  }

  get count(): number {
    return this.rows.length;
  }

  /** The whole list, to be copied. */
  text(): string {
    return problemText(this.rows);
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const rows = await ask('images.problems', {});
      if (asked !== this.#asked) return;
      [this.rows, this.failure] = [rows, null];
    } catch (error) {
      if (asked !== this.#asked) return;
      const isClosed = error instanceof CallError && error.code === 'no-project';
      this.failure = isClosed ? null : String(error instanceof Error ? error.message : error);
    }
  }

  #hear(event: AppEvent): void {
    switch (event.kind) {
      case 'project':
        [this.rows, this.isOpen, this.failure] = [[], false, null];
        this.#asked += 1;
        if (event.project) void this.load();
        return;
      case 'library-restarted':
        void this.load();
        return;
      case 'problems':
      case 'classes':
      case 'images-changed':
        this.#loadSoon();
        return;
      case 'job':
        if (event.job.kind === 'import' && event.job.finishedAt !== null) void this.#showAfterImport();
        return;
      default:
    }
  }

  #loadSoon(): void {
    if (this.#soon !== undefined) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      void this.load();
    }, askEvery);
  }

  async #showAfterImport(): Promise<void> {
    await this.load();
    if (this.count > 0) this.isOpen = true;
  }
}

export const problems = new Problems();
