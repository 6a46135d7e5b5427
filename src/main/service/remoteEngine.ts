/** The engine in its own process, as the library process uses it: requests go out through a port, answers come back. */
import type { Engine, ImagePrediction } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import type { EngineMethod, FromEngine, ToEngine } from '../../shared/engineMessages.ts';
import { throwIfCancelled } from '../../shared/errors.ts';
import { RemoteError } from './failureDetails.ts';

const DIED =
  'The engine stopped unexpectedly. The project, the window and everything that was finished are safe. ' +
  'Start it again, and it goes on from where it was.';

/** How long a cancelled engine may go on before it is ended from outside, in milliseconds. */
const PATIENCE_MS = 20_000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  context: EngineContext;
  onBatch?: ((batch: ImagePrediction[]) => void) | undefined;
  /** Takes its listeners off the caller's signals. */
  release(): void;
}

export interface EngineLine {
  post(message: ToEngine): void;
  /** Ends the engine's process, whatever it does; `died` is called then. */
  end(): void;
}

export class RemoteEngine implements Engine {
  readonly #line: EngineLine;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(line: EngineLine) {
    this.#line = line;
  }

  info = (): ReturnType<Engine['info']> => this.#ask('info', undefined);
  recipe = (name: Parameters<Engine['recipe']>[0]): ReturnType<Engine['recipe']> => this.#ask('recipe', name);
  countWork = (request: Parameters<Engine['countWork']>[0]): ReturnType<Engine['countWork']> =>
    this.#ask('countWork', request);
  modelClasses = (modelFile: string): Promise<string[]> => this.#ask('modelClasses', modelFile);

  prepare: Engine['prepare'] = (request, context) => this.#ask('prepare', request, context);
  train: Engine['train'] = (request, context) => this.#ask('train', request, context);
  refine: Engine['refine'] = (request, context) => this.#ask('refine', request, context);
  learn: Engine['learn'] = (request, context) => this.#ask('learn', request, context);
  measure: Engine['measure'] = (request, context) => this.#ask('measure', request, context);
  predict: Engine['predict'] = (request, context, onBatch) => this.#ask('predict', request, context, onBatch);

  /** Takes what the engine process said. */
  receive(message: unknown): void {
    const said = message as FromEngine;
    const pending = this.#pending.get(said.id);
    if (!pending) return;
    if (said.kind === 'event') pending.context.onEvent?.(said.event);
    else if (said.kind === 'batch') this.#takeBatch(said.id, pending, said.batch);
    else if (said.kind === 'done') this.#settle(said.id, () => pending.resolve(said.value));
    else this.#settle(said.id, () => pending.reject(new RemoteError(said.failure)));
  }

  /** The process is gone: whatever was asked of it fails, or is cancelled where that was the wish. */
  died(detail: string): void {
    for (const [id, pending] of this.#pending) {
      const error = new RemoteError({ code: 'engine-died', message: DIED, details: detail });
      this.#settle(id, () => pending.reject(cancelled(pending.context.signal) ?? error));
    }
  }

  async #ask<T>(
    method: EngineMethod,
    args: unknown,
    context: EngineContext = {},
    onBatch?: (batch: ImagePrediction[]) => void,
  ): Promise<T> {
    throwIfCancelled(context.signal);
    const id = this.#nextId;
    this.#nextId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const release = this.#follow(id, context);
    this.#pending.set(id, { resolve, reject, context, onBatch, release });
    this.#line.post({ kind: 'request', id, method, args });
    if (context.stop?.aborted) this.#line.post({ kind: 'stop', id });
    return (await promise) as T;
  }

  /** Hands a wish to stop or cancel on. An engine that does not hear it is ended after a while. */
  #follow(id: number, { signal, stop }: EngineContext): () => void {
    let patience: NodeJS.Timeout | undefined;
    const onCancel = () => {
      this.#line.post({ kind: 'cancel', id });
      patience = setTimeout(() => this.#line.end(), PATIENCE_MS);
    };
    const onStop = () => this.#line.post({ kind: 'stop', id });
    signal?.addEventListener('abort', onCancel);
    stop?.addEventListener('abort', onStop);
    return () => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', onCancel);
      stop?.removeEventListener('abort', onStop);
    };
  }

  /** What cannot be kept ends the request. */
  #takeBatch(id: number, pending: Pending, batch: ImagePrediction[]): void {
    try {
      pending.onBatch?.(batch);
    } catch (error) {
      this.#line.post({ kind: 'cancel', id });
      this.#settle(id, () => pending.reject(error));
    }
  }

  #settle(id: number, settle: () => void): void {
    this.#pending.get(id)?.release();
    this.#pending.delete(id);
    settle();
  }
}

/** The error of a cancelled request; undefined when it was not cancelled. */
function cancelled(signal: AbortSignal | undefined): unknown {
  try {
    throwIfCancelled(signal);
    return undefined;
  } catch (error) {
    return error;
  }
}
