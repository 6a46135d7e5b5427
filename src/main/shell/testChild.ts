/** For tests: a process that is none. What is posted to it is kept; the test says what it answers and when it ends. */
import type { Child } from './processes.ts';

export class FakeChild implements Child {
  readonly posted: unknown[] = [];
  isKilled = false;
  #onMessage: (message: unknown) => void = () => undefined;
  #onEnd: (detail: string) => void = () => undefined;

  post(message: unknown): void {
    this.posted.push(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }

  onEnd(listener: (detail: string) => void): void {
    this.#onEnd = listener;
  }

  kill(): void {
    this.isKilled = true;
  }

  says(message: unknown): void {
    this.#onMessage(message);
  }

  ends(detail: string): void {
    this.#onEnd(detail);
  }
}
