/** Learning from corrections: what there is to learn from, what was learned last, and what that moved. */
import type { AppEvent } from '../../shared/appEvents.ts';
import type { JobRecord } from '../../shared/jobs.ts';
import type { LearningChanges, LearningState } from '../../shared/learning.ts';
import { app } from './app.svelte.ts';
import { ask, onEvent } from './client.ts';
import { isUnderWay } from './jobLists.ts';
import { thetaControl } from './thetaControl.svelte.ts';

/** Changes that come within these milliseconds are asked about once. */
const collectFor = 150;

class Learning {
  /** null until the library has answered. */
  state = $state.raw<LearningState | null>(null);
  /** Whether the boxes that moved are looked at, each beside where it was. */
  showsMoved = $state(false);
  /** The one that waits, runs or is being stopped. */
  readonly job: JobRecord | null = $derived.by(() => {
    const job = app.job('learn');
    return job && isUnderWay(job) ? job : null;
  });
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** Raised with every project: answers that were asked for another are left. */
  #project = 0;

  constructor() {
    onEvent((event) => {
      this.#hear(event);
    });
    this.#soon();
  }

  /** What was learned last has moved; null where nothing was, or not all boxes have followed. */
  get changes(): LearningChanges | null {
    return this.state?.learned?.changes ?? null;
  }

  async start(): Promise<void> {
    this.showsMoved = false;
    await this.#report(() => ask('learn.start', {}));
  }

  async cancel(): Promise<void> {
    const { job } = this;
    if (job) await this.#report(() => ask('jobs.cancel', { jobId: job.id }));
  }

  /** Takes back what was learned last. */
  async takeBack(): Promise<void> {
    this.showsMoved = false;
    await this.#report(async () => thetaControl.take(await app.whileSaving(ask('learn.takeBack', {}))));
    this.#soon();
  }

  async setAutomatic(isAutomatic: boolean): Promise<void> {
    await this.#report(async () => {
      this.state = await ask('learn.setAutomatic', { isAutomatic });
    });
  }

  async #report(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      app.report(error);
    }
  }

  #hear(event: AppEvent): void {
    switch (event.kind) {
      case 'project':
        this.#project += 1;
        this.state = null;
        this.showsMoved = false;
        clearTimeout(this.#waiting);
        this.#waiting = undefined;
        if (event.project) this.#soon();
        return;
      case 'learning':
        this.state = event.learning;
        return;
      case 'library-restarted':
      case 'project-changed':
        this.#soon();
        return;
      default:
    }
  }

  #soon(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      void this.#load();
    }, collectFor);
  }

  async #load(): Promise<void> {
    const project = this.#project;
    try {
      const state = await ask('learn.state', {});
      if (project === this.#project) this.state = state;
    } catch {
      // Without an answer nothing is offered; boxes can be reviewed all the same.
      if (project === this.#project) this.state = null;
    }
  }
}

export const learning = new Learning();
