/** Keeps what is told often from being told too often. */
import type { Clock } from './clock.ts';

/** Tells at most once in `milliseconds`, and what was asked for last never gets lost. */
export class Paced {
  readonly #tell: () => void;
  readonly #milliseconds: number;
  readonly #clock: Clock;
  #toldAt = -Infinity;
  #takeBack: (() => void) | null = null;

  constructor(milliseconds: number, clock: Clock, tell: () => void) {
    this.#milliseconds = milliseconds;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Now, or as soon as it may be. */
  ask(): void {
    if (this.#takeBack) return;
    const wait = this.#toldAt + this.#milliseconds - this.#clock.now();
    if (wait <= 0) this.now();
    else this.#takeBack = this.#clock.after(wait, () => this.now());
  }

  /** At once, in the place of whatever was waiting. */
  now(): void {
    this.stop();
    this.#toldAt = this.#clock.now();
    this.#tell();
  }

  /** Forgets what was waiting. */
  stop(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }
}
