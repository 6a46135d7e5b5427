/** The slider of theta: one call on its way at a time, the latest value next, so that boxes follow the hand. */
import type { ReviewReply, ThetaProfile, ThetaState } from '../../shared/appDomain.ts';
import { app } from './app.svelte.ts';
import { ask } from './client.ts';
import { gallery } from './gallery.svelte.ts';

/** theta of a class, or of all that have none of their own (null). */
export function thetaOf({ theta, byClass }: ThetaState, classId: number | null): number {
  return (classId === null ? undefined : byClass[classId]) ?? theta;
}

/** Most images that the library derives at once. */
export const mostAtOnce = 500;

interface Wish {
  theta: number;
  classId: number | null;
  /** Images on the screen: their boxes come first. */
  first: number[];
}

class ThetaControl {
  /** The class that the slider is about; null: all. */
  classId = $state<number | null>(null);
  profile = $state.raw<ThetaProfile | null>(null);
  /** What the hand chose, while the library has not answered yet. */
  #wished = $state<number | null>(null);
  #next: Wish | null = null;
  #isSending = false;
  #profileAsked = 0;
  take: (reply: ReviewReply) => void = (reply) => gallery.take(reply);

  get value(): number {
    return this.#wished ?? thetaOf(gallery.theta, this.classId);
  }

  choose(classId: number | null): void {
    this.classId = classId;
    void this.loadProfile();
  }

  set(theta: number, visible: readonly number[]): void {
    this.#wished = theta;
    this.#next = { theta, classId: this.classId, first: visible.slice(0, mostAtOnce) };
    if (!this.#isSending) void this.#send();
  }

  async loadProfile(): Promise<void> {
    const asked = ++this.#profileAsked;
    try {
      const profile = await ask('review.thetaProfile', { classId: this.classId });
      if (asked === this.#profileAsked) this.profile = profile;
    } catch {
      // The curve only helps to choose; without it the slider works all the same.
      if (asked === this.#profileAsked) this.profile = null;
    }
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    for (let wish = this.#next; wish; wish = this.#next) {
      this.#next = null;
      try {
        this.take(await app.whileSaving(ask('review.setTheta', wish)));
      } catch (error) {
        this.#next = null;
        app.report(error);
      }
    }
    this.#isSending = false;
    this.#wished = null;
  }
}

export const thetaControl = new ThetaControl();
