/**
 * Keeps the library process and the engine process running and carries what is said between them and the window.
 * Whichever of them dies, the window lives on: its calls are answered, and it is told to ask anew.
 */
import type { AppEvent, LibraryEvent } from '../../shared/appEvents.ts';
import type { Failure } from '../../shared/errors.ts';
import type { Reply } from '../../shared/contract.ts';
import type { FromLibrary, LibraryConfig, ToLibrary } from '../../shared/processes.ts';
import { EngineKeeper } from './engineKeeper.ts';
import type { Child } from './processes.ts';

export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** @returns what calls it off. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface SupervisorOptions {
  start: (process: 'library' | 'engine') => Child;
  config: Omit<LibraryConfig, 'reopen'>;
  onEvent: (event: AppEvent) => void;
  clock: Clock;
}

interface PendingCall {
  message: ToLibrary;
  isSent: boolean;
  answer: (reply: Reply<unknown>) => void;
}

export const RESTARTS_A_MINUTE = 3;
export const MILLISECONDS_TO_QUIT = 5000;

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #engine: EngineKeeper;
  /** In the order of the calls. */
  readonly #pending = new Map<number, PendingCall>();
  #nextId = 1;
  #library: Child | null = null;
  #isReady = false;
  /** Folder of the project that is open in the library process, to open it again. */
  #project: string | null = null;
  #deaths: number[] = [];
  /** What calls are answered with once there is no library process any more. */
  #lost: Failure | null = null;
  #onQuit: (() => void) | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#engine = new EngineKeeper({
      start: () => options.start('engine'),
      onMessage: (message) => this.#tellLibrary({ kind: 'engine', message }),
      onDeath: (detail) => this.#tellLibrary({ kind: 'engine-died', detail }),
    });
  }

  start(): void {
    this.#startLibrary(null);
  }

  /** Calls that come before the library process can answer wait for it. Never throws: failures are replies. */
  call(name: string, args: unknown): Promise<Reply<unknown>> {
    if (this.#lost) return Promise.resolve(this.#lost);
    const id = this.#nextId++;
    return new Promise((answer) => {
      const call: PendingCall = { message: { kind: 'call', id, name, args }, isSent: false, answer };
      this.#pending.set(id, call);
      if (this.#isReady) this.#send(call);
    });
  }

  /** Lets the library process close its project; ends it when that takes over five seconds. */
  quit(): Promise<void> {
    const library = this.#library;
    this.#lost = quitting;
    if (!library) return Promise.resolve();
    return new Promise((done) => {
      const callOff = this.#options.clock.after(MILLISECONDS_TO_QUIT, () => library.kill());
      this.#onQuit = () => {
        callOff();
        done();
      };
      this.#tellLibrary({ kind: 'quit' });
    });
  }

  #startLibrary(reopen: string | null): void {
    const library = this.#options.start('library');
    this.#library = library;
    library.onMessage((message) => {
      // A process that was given up has nothing to say any more.
      if (library === this.#library) this.#hear(message as FromLibrary);
    });
    library.onEnd((detail) => {
      if (library === this.#library) this.#afterDeath(detail);
    });
    this.#tellLibrary({ kind: 'start', config: { ...this.#options.config, reopen } });
  }

  #hear(message: FromLibrary): void {
    switch (message.kind) {
      case 'ready':
        return this.#becomeReady();
      case 'reply':
        return this.#answer(message.id, message.reply);
      case 'event':
        return this.#hearEvent(message.event);
      case 'engine':
        return this.#engine.post(message.message);
      case 'end-engine':
        return this.#engine.end();
    }
  }

  #becomeReady(): void {
    this.#isReady = true;
    for (const call of this.#pending.values()) this.#send(call);
    if (this.#deaths.length > 0) this.#options.onEvent({ kind: 'library-restarted' });
  }

  #hearEvent(event: LibraryEvent): void {
    if (event.kind === 'project') this.#project = event.project?.folder ?? null;
    this.#options.onEvent(event);
  }

  #afterDeath(detail: string): void {
    const wasReady = this.#isReady;
    this.#library = null;
    this.#isReady = false;
    this.#engine.forget();
    if (this.#onQuit) {
      this.#answerAll(quitting, () => true);
      this.#onQuit();
      return;
    }
    this.#answerAll({ ...died, details: detail }, ({ isSent }) => isSent);
    const now = this.#options.clock.now();
    this.#deaths = [...this.#deaths.filter((moment) => now - moment < 60_000), now];
    if (this.#deaths.length > RESTARTS_A_MINUTE) {
      this.#giveUp(detail);
      return;
    }
    // A project that ended the process while it was opened would end the next one as well.
    this.#startLibrary(wasReady ? this.#project : null);
  }

  #giveUp(detail: string): void {
    this.#lost = lost;
    this.#answerAll({ ...lost, details: detail }, () => true);
    this.#options.onEvent({ kind: 'library-lost', message: `${lost.message}\n${detail}`.trim() });
  }

  #send(call: PendingCall): void {
    call.isSent = true;
    this.#tellLibrary(call.message);
  }

  #tellLibrary(message: ToLibrary): void {
    this.#library?.post(message);
  }

  #answer(id: number, reply: Reply<unknown>): void {
    this.#pending.get(id)?.answer(reply);
    this.#pending.delete(id);
  }

  #answerAll(reply: Reply<unknown>, which: (call: PendingCall) => boolean): void {
    for (const [id, call] of [...this.#pending]) if (which(call)) this.#answer(id, reply);
  }
}

const died: Failure = {
  ok: false,
  code: 'library-died',
  message:
    'The part of Boxwright that keeps projects stopped in the middle of this and was started again. ' +
    'What was saved before is safe. Try again.',
};

const lost: Failure = {
  ok: false,
  code: 'library-died',
  message:
    'The part of Boxwright that keeps projects stopped several times in a row, so it was not started again. ' +
    'What was saved before is safe. Close Boxwright and open it again.',
};

const quitting: Failure = { ok: false, code: 'library-died', message: 'Boxwright is closing.' };
