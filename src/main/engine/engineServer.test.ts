/** The engine behind a port: what is asked on one side is done on the other. The engine here is a fake that does nothing. */
import { expect, test } from 'vitest';
import type { Engine } from '../../shared/engine.ts';
import { BoxwrightError, throwIfCancelled } from '../../shared/errors.ts';
import type { Port } from '../../shared/port.ts';
import { serveEngine } from './engineServer.ts';

function refuse(): never {
  throw new Error('Not asked for here.');
}

const nothing: Engine = {
  info: refuse,
  recipe: refuse,
  countWork: refuse,
  refine: refuse,
  learn: refuse,
  prepare: refuse,
  train: refuse,
  predict: refuse,
  modelClasses: refuse,
  measure: refuse,
};

/** A served engine: what it is told, and what it said. */
function served(engine: Partial<Engine>) {
  const said: unknown[] = [];
  let listener: (message: unknown) => void = () => undefined;
  const port: Port = {
    post: (message) => void said.push(message),
    onMessage: (hear) => {
      listener = hear;
    },
    onClose: () => undefined,
    close: () => undefined,
  };
  serveEngine({ ...nothing, ...engine }, port);
  return { said, tell: (message: unknown) => listener(message) };
}

/** Lets everything go on that waits for nothing but its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const request = (id: number, method: string, args: unknown) => ({ kind: 'request', id, method, args });

test('answers come with the number of their request, events and batches before them', async () => {
  const batch = [{ imageId: 7 }] as never[];
  const { said, tell } = served({
    predict: (_request, { onEvent }, onBatch) => {
      onEvent?.({ kind: 'progress', stage: 'Find boxes', done: 1, total: 1 });
      onBatch(batch);
      return Promise.resolve();
    },
    modelClasses: (file) => Promise.resolve([`classes of ${file}`]),
  });
  tell(request(1, 'predict', {}));
  tell(request(2, 'modelClasses', 'm'));
  await settled();
  expect(said).toEqual([
    { kind: 'event', id: 1, event: { kind: 'progress', stage: 'Find boxes', done: 1, total: 1 } },
    { kind: 'batch', id: 1, batch },
    { kind: 'done', id: 1, value: undefined },
    { kind: 'done', id: 2, value: ['classes of m'] },
  ]);
});

test('a cancel and a stop reach the request that they name, and no other', async () => {
  const heard: string[] = [];
  const { said, tell } = served({
    train: async ({ seed }, { signal, stop }) => {
      await settled();
      heard.push(`${seed}: cancelled ${signal?.aborted}, stopped ${stop?.aborted}`);
      throwIfCancelled(signal);
      return { modelFile: 'm', wasTrained: false, history: [], epochs: 1 };
    },
  });
  tell(request(1, 'train', { seed: 1 }));
  tell(request(2, 'train', { seed: 2 }));
  tell({ kind: 'cancel', id: 1 });
  tell({ kind: 'stop', id: 2 });
  tell({ kind: 'cancel', id: 99 });
  await settled();
  await settled();
  expect(heard).toEqual(['1: cancelled true, stopped false', '2: cancelled false, stopped true']);
  expect(said).toMatchObject([
    { kind: 'failed', id: 1, failure: { code: 'cancelled' } },
    { kind: 'done', id: 2 },
  ]);
});

test('a failure crosses as a value, a defect with its stack', async () => {
  const { said, tell } = served({
    recipe: () => Promise.reject(new BoxwrightError('no-model', 'There is no model.')),
  });
  tell(request(1, 'recipe', 'quick'));
  await settled();
  tell(request(2, 'info', undefined));
  await settled();
  expect(said).toMatchObject([
    { kind: 'failed', id: 1, failure: { code: 'no-model', message: 'There is no model.' } },
    {
      kind: 'failed',
      id: 2,
      failure: { code: 'internal', details: expect.stringContaining('engineServer.test.ts') as string },
    },
  ]);
});
