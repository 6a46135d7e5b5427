/** The library and the engine as the processes that they are, wired as the shell wires them, for tests without a window. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { LibraryEvent } from '../../shared/appEvents.ts';
import type { CallArgs, CallResult, CallsOf, Reply } from '../../shared/contract.ts';
import type { FromLibrary, LibraryConfig, ToLibrary } from '../../shared/processes.ts';

type Call = CallsOf<'library'>;

const main = join(import.meta.dirname, '..');

function start(entry: string): ChildProcess {
  return fork(join(main, entry), [], { serialization: 'advanced', execArgv: [], stdio: 'inherit' });
}

export class TestApp {
  /** Everything that was heard so far, oldest first. */
  readonly events: LibraryEvent[] = [];
  readonly #library = start('service/libraryProcess.ts');
  readonly #waiting = new Map<number, (reply: Reply<unknown>) => void>();
  readonly #listeners = new Set<() => void>();
  #engine: ChildProcess | null = null;
  #nextId = 1;

  /** Resolves when calls are answered. */
  static async start(config: LibraryConfig): Promise<TestApp> {
    const app = new TestApp();
    const ready = new Promise<void>((resolve) => {
      app.#library.on('message', (message: FromLibrary) => {
        if (message.kind === 'ready') resolve();
        else app.#hear(message);
      });
    });
    app.#tell({ kind: 'start', config });
    await ready;
    return app;
  }

  /** @returns the reply as it crossed. */
  call<Name extends Call>(name: Name, args: CallArgs<Name>): Promise<Reply<CallResult<Name>>> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve) => {
      this.#waiting.set(id, (reply) => resolve(reply as Reply<CallResult<Name>>));
      this.#tell({ kind: 'call', id, name, args });
    });
  }

  /** @throws Error when it is refused. */
  async ask<Name extends Call>(name: Name, args: CallArgs<Name>): Promise<CallResult<Name>> {
    const reply = await this.call(name, args);
    if (reply.ok) return reply.value;
    throw new Error(`${name}: ${reply.code}: ${reply.message}\n${reply.details ?? ''}`);
  }

  /** The first event, of those heard already or still to come, for which `find` gives something. */
  until<T>(find: (event: LibraryEvent) => T | undefined | null | false | 0): Promise<T> {
    return new Promise((resolve) => {
      let seen = 0;
      const look = () => {
        for (; seen < this.events.length; seen += 1) {
          const found = find(this.events[seen]!);
          if (!found) continue;
          this.#listeners.delete(look);
          resolve(found);
          return;
        }
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** The job when it has ended, however it did. */
  ended(jobId: number) {
    return this.until(
      (event) => event.kind === 'job' && event.job.id === jobId && event.job.finishedAt !== null && event.job,
    );
  }

  killEngine(): void {
    this.#engine?.kill('SIGKILL');
  }

  async killLibrary(): Promise<void> {
    const gone = ended(this.#library);
    this.#library.kill('SIGKILL');
    this.#engine?.kill('SIGKILL');
    await gone;
  }

  /** As closing the window does. */
  async quit(): Promise<void> {
    const gone = ended(this.#library);
    this.#tell({ kind: 'quit' });
    await gone;
    this.#engine?.kill('SIGKILL');
  }

  #tell(message: ToLibrary): void {
    if (this.#library.connected) this.#library.send(message, undefined, undefined, () => undefined);
  }

  #hear(message: FromLibrary): void {
    if (message.kind === 'reply') {
      this.#waiting.get(message.id)?.(message.reply);
      this.#waiting.delete(message.id);
    } else if (message.kind === 'engine') {
      this.#runningEngine().send(message.message as object);
    } else if (message.kind === 'end-engine') {
      this.killEngine();
    } else if (message.kind === 'event') {
      this.events.push(message.event);
      for (const listener of this.#listeners) listener();
    }
  }

  /** Started by the first message for it, and again after it has died. */
  #runningEngine(): ChildProcess {
    if (this.#engine) return this.#engine;
    const engine = start('engine/engineProcess.ts');
    this.#engine = engine;
    engine.on('message', (message) => this.#tell({ kind: 'engine', message }));
    engine.on('exit', (code, signal) => {
      this.#engine = null;
      this.#tell({ kind: 'engine-died', detail: `Ended by ${signal ?? code}` });
    });
    return engine;
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => void child.once('exit', () => resolve()));
}
