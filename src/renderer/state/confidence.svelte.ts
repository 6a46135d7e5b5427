/** What the library knows of the chance that a box is right; asked for anew whenever boxes or decisions changed. */
import type { AppEvent } from '../../shared/appEvents.ts';
import { chanceOf } from '../../shared/confidence/promise.ts';
import { scoreOn } from '../../shared/confidence/scale.ts';
import type { Standard } from '../../shared/confidence/settings.ts';
import type { Basis, ConfidenceState } from '../../shared/confidence/state.ts';
import type { BoxView } from './boxTable.ts';
import { ask, onEvent } from './client.ts';

/** Changes that come within these milliseconds are asked about once. */
const collectFor = 150;

/** A chance in [0, 1], with the interval that it lies in nine times of ten. */
export type Chance = ReturnType<typeof chanceOf>;

class Confidence {
  /** null until the library has answered. */
  state = $state.raw<ConfidenceState | null>(null);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #isStale = false;
  /** Raised with every project: answers that were asked for another are left. */
  #project = 0;

  constructor() {
    onEvent((event) => {
      this.#hear(event);
    });
    this.#soon();
  }

  get basis(): Basis {
    return this.state?.basis ?? 'score';
  }

  /** What orders the box, in [0, 1]; null where it has no such number. */
  valueOf(box: Pick<BoxView, 'agreement' | 'score'>): number | null {
    return box[this.basis];
  }

  /** Normal score of the box's rank in its project: 0 is the median. null where it has none. */
  rankOf(box: Pick<BoxView, 'agreement' | 'score'>): number | null {
    const value = this.valueOf(box);
    return this.state === null || value === null ? null : scoreOn(this.state.scale, value);
  }

  /** The chance that a box nobody has looked at is right; null before enough are reviewed. */
  chanceOf(box: Pick<BoxView, 'agreement' | 'score' | 'classId'>, standard: Standard): Chance | null {
    const posterior = this.state?.posteriors?.[standard];
    const rank = this.rankOf(box);
    return posterior && rank !== null ? chanceOf(posterior, rank, box.classId) : null;
  }

  #hear(event: AppEvent): void {
    switch (event.kind) {
      case 'project':
        this.#project += 1;
        this.state = null;
        clearTimeout(this.#waiting);
        this.#waiting = undefined;
        if (event.project) this.#soon();
        return;
      case 'library-restarted':
      case 'project-changed':
      case 'boxes':
      case 'theta':
      case 'classes':
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
    this.#isStale = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const project = this.#project;
    try {
      const state = await ask('review.confidence', {});
      if (project === this.#project) this.state = state;
    } catch {
      // Without it nothing is promised; boxes can be reviewed all the same.
      if (project === this.#project) this.state = null;
    }
    this.#isAsking = false;
    if (this.#isStale) this.#soon();
  }
}

export const confidence = new Confidence();
