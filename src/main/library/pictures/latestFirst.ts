/** A few pieces of work at a time, the latest asked for first: who scrolls wants what is on the screen now. */

interface Task {
  key: string;
  start: () => Promise<void>;
}

export class LatestFirst {
  readonly #width: number;
  readonly #results = new Map<string, Promise<unknown>>();
  /** The latest last. */
  #asked: Task[] = [];
  /** What is only done when nobody asks for anything; the first first. */
  #behind: Task[] = [];
  #running = 0;

  /** @param width How many pieces of work may run at once. */
  constructor(width: number) {
    this.#width = width;
  }

  /** Who asks for the same `key` before it is done shares one piece of work, which comes next then. */
  run<T>(key: string, work: () => Promise<T>, place: 'next' | 'behind' = 'next'): Promise<T> {
    const shared = this.#results.get(key);
    if (shared) {
      if (place === 'next') this.#moveUp(key);
      return shared as Promise<T>;
    }
    const { promise, resolve } = Promise.withResolvers<T>();
    const start = async (): Promise<void> => {
      const result = work();
      resolve(result);
      await result.catch(() => undefined);
      this.#results.delete(key);
    };
    this.#results.set(key, promise);
    (place === 'next' ? this.#asked : this.#behind).push({ key, start });
    this.#startMore();
    return promise;
  }

  #moveUp(key: string): void {
    const waiting = [...this.#asked, ...this.#behind].find((task) => task.key === key);
    if (waiting === undefined) return;
    this.#behind = this.#behind.filter((task) => task !== waiting);
    this.#asked = [...this.#asked.filter((task) => task !== waiting), waiting];
  }

  #startMore(): void {
    while (this.#running < this.#width) {
      const task = this.#asked.pop() ?? this.#behind.shift();
      if (task === undefined) return;
      this.#running += 1;
      void task.start().finally(() => {
        this.#running -= 1;
        this.#startMore();
      });
    }
  }
}
