/** Answers requests for an engine that come over a port, several at a time. */
import type { Engine } from '../../shared/engine.ts';
import type { EngineContext } from '../../shared/engineEvents.ts';
import type { EngineMethod, FromEngine, ToEngine } from '../../shared/engineMessages.ts';
import { toFailure } from '../../shared/errors.ts';
import type { Port } from '../../shared/port.ts';

interface Running {
  cancel: AbortController;
  stop: AbortController;
}

/** What each method does with what a request brings. */
type Methods = {
  [Name in EngineMethod]: (
    args: Parameters<Engine[Name]>[0],
    context: EngineContext,
    onBatch: Parameters<Engine['predict']>[2],
  ) => ReturnType<Engine[Name]>;
};

function methodsOf(engine: Engine): Methods {
  return {
    info: () => engine.info(),
    recipe: (name) => engine.recipe(name),
    countWork: (request) => engine.countWork(request),
    prepare: (request, context) => engine.prepare(request, context),
    train: (request, context) => engine.train(request, context),
    refine: (request, context) => engine.refine(request, context),
    learn: (request, context) => engine.learn(request, context),
    predict: (request, context, onBatch) => engine.predict(request, context, onBatch),
    modelClasses: (modelFile) => engine.modelClasses(modelFile),
    measure: (request, context) => engine.measure(request, context),
  };
}

export function serveEngine(engine: Engine, port: Port): void {
  const methods = methodsOf(engine);
  const running = new Map<number, Running>();
  const post = (message: FromEngine) => {
    port.post(message);
  };

  async function answer(id: number, method: EngineMethod, args: unknown): Promise<void> {
    const controllers: Running = { cancel: new AbortController(), stop: new AbortController() };
    running.set(id, controllers);
    try {
      const work = methods[method] as (...all: unknown[]) => Promise<unknown>;
      const context: EngineContext = {
        signal: controllers.cancel.signal,
        stop: controllers.stop.signal,
        onEvent: (event) => post({ kind: 'event', id, event }),
      };
      const onBatch = (batch: unknown[]) => post({ kind: 'batch', id, batch } as FromEngine);
      post({ kind: 'done', id, value: await work(args, context, onBatch) });
    } catch (error) {
      const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
      post({ kind: 'failed', id, failure: { ...toFailure(error), details } });
    } finally {
      running.delete(id);
    }
  }

  port.onMessage((message) => {
    const said = message as ToEngine;
    if (said.kind === 'request') void answer(said.id, said.method, said.args);
    else running.get(said.id)?.[said.kind].abort();
  });
}
