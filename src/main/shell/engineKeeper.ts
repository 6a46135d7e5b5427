/**
 * The engine process, which is there only when it is needed: the first message starts it, and the first after its
 * death starts another.
 */
import type { Child } from './processes.ts';

export interface EngineKeeperOptions {
  start: () => Child;
  onMessage: (message: unknown) => void;
  /** Everything that was asked of it is lost. Messages that come later go to another process. */
  onDeath: (detail: string) => void;
}

export class EngineKeeper {
  readonly #options: EngineKeeperOptions;
  #engine: Child | null = null;

  constructor(options: EngineKeeperOptions) {
    this.#options = options;
  }

  post(message: unknown): void {
    this.#engine ??= this.#start();
    this.#engine.post(message);
  }

  /** Ends it at once, whatever it does; `onDeath` is told so, as of any other death. */
  end(): void {
    this.#engine?.kill();
  }

  /** Ends it without a word: whoever asked it is gone. */
  forget(): void {
    const engine = this.#engine;
    this.#engine = null;
    engine?.kill();
  }

  #start(): Child {
    const engine = this.#options.start();
    engine.onMessage((message) => {
      if (engine === this.#engine) this.#options.onMessage(message);
    });
    engine.onEnd((detail) => {
      if (engine !== this.#engine) return;
      this.#engine = null;
      this.#options.onDeath(detail);
    });
    return engine;
  }
}
