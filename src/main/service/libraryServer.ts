/** The library process's side of the talk with the shell: calls in, replies and events out, the engine's messages through. */
import type { LibraryEvent } from '../../shared/appEvents.ts';
import type { Handlers } from '../../shared/contract.ts';
import type { Port } from '../../shared/port.ts';
import type { FromLibrary, LibraryConfig, ToLibrary } from '../../shared/processes.ts';
import { systemClock } from './clock.ts';
import { answer, handlersOf } from './handlers.ts';
import { JobQueue } from './jobQueue.ts';
import { RemoteEngine } from './remoteEngine.ts';
import { Service } from './service.ts';

interface Started {
  service: Service;
  engine: RemoteEngine;
  handlers: Handlers<'library'>;
}

/** @param exit ends the process; called when the shell said so or is gone, after the project was closed. */
export function serveLibrary(port: Port, exit: () => void): void {
  const post = (message: FromLibrary) => port.post(message);
  let started: Started | null = null;

  async function start(config: LibraryConfig): Promise<void> {
    started ??= assemble(config, post);
    // One that is gone or held by another Boxwright by now is no reason not to start.
    if (config.reopen !== null) await started.service.open(config.reopen).catch(() => undefined);
    post({ kind: 'ready' });
  }

  async function call(id: number, name: string, args: unknown): Promise<void> {
    const reply = started
      ? await answer(started.handlers, name, args)
      : ({ ok: false, code: 'internal', message: 'The library was asked before it was started.' } as const);
    post({ kind: 'reply', id, reply });
  }

  async function quit(): Promise<void> {
    try {
      await started?.service.close();
    } finally {
      exit();
    }
  }

  port.onMessage((message) => {
    const said = message as ToLibrary;
    if (said.kind === 'start') void start(said.config);
    else if (said.kind === 'call') void call(said.id, said.name, said.args);
    else if (said.kind === 'engine') started?.engine.receive(said.message);
    else if (said.kind === 'engine-died') started?.engine.died(said.detail);
    else void quit();
  });
  port.onClose(() => void quit());
}

function assemble(config: LibraryConfig, post: (message: FromLibrary) => void): Started {
  const emit = (event: LibraryEvent) => post({ kind: 'event', event });
  const engine = new RemoteEngine({
    post: (message) => post({ kind: 'engine', message }),
    end: () => post({ kind: 'end-engine' }),
  });
  const queue = new JobQueue(emit, systemClock);
  const service = new Service({ config, engine, queue, clock: systemClock, emit });
  return { service, engine, handlers: handlersOf(service) };
}
