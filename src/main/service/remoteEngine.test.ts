/** The engine as the library process sees it; the other process is played by the test. */
import { expect, test } from 'vitest';
import type { TrainRequest } from '../../shared/engine.ts';
import type { EngineEvent } from '../../shared/engineEvents.ts';
import type { ToEngine } from '../../shared/engineMessages.ts';
import { RemoteEngine } from './remoteEngine.ts';

const training = { seed: 1 } as TrainRequest;
const stillRunning = Promise.resolve('still running');

function remote() {
  const sent: ToEngine[] = [];
  const engine = new RemoteEngine({ post: (message) => sent.push(message), end: () => undefined });
  return { engine, sent };
}

test('a request goes out with its number, and what comes back with it is its answer', async () => {
  const { engine, sent } = remote();
  const events: EngineEvent[] = [];
  const classes = engine.modelClasses('m');
  const trained = engine.train(training, { onEvent: (event) => events.push(event) });
  expect(sent).toEqual([
    { kind: 'request', id: 1, method: 'modelClasses', args: 'm' },
    { kind: 'request', id: 2, method: 'train', args: training },
  ]);
  const event = { kind: 'progress', stage: 'Train', done: 1, total: 8 } as const;
  engine.receive({ kind: 'event', id: 2, event });
  engine.receive({ kind: 'done', id: 2, value: { modelFile: 'm' } });
  engine.receive({ kind: 'done', id: 1, value: ['emu'] });
  expect(await trained).toEqual({ modelFile: 'm' });
  expect(await classes).toEqual(['emu']);
  expect(events).toEqual([event]);
});

test('a failure there is a failure here, with its code, words and details', async () => {
  const { engine } = remote();
  const asked = engine.modelClasses('m');
  const failure = { ok: false, code: 'no-model', message: 'There is no model at m.', details: 'at …' };
  engine.receive({ kind: 'failed', id: 1, failure });
  await expect(asked).rejects.toMatchObject({ code: 'no-model', message: failure.message, details: 'at …' });
});

test('stop and cancel are handed on, and it is the engine that says when it is over', async () => {
  const { engine, sent } = remote();
  const [cancel, stop] = [new AbortController(), new AbortController()];
  const trained = engine.train(training, { signal: cancel.signal, stop: stop.signal });
  stop.abort();
  cancel.abort();
  expect(sent.slice(1)).toEqual([
    { kind: 'stop', id: 1 },
    { kind: 'cancel', id: 1 },
  ]);
  expect(await Promise.race([trained, stillRunning])).toBe('still running');
  engine.receive({ kind: 'failed', id: 1, failure: { code: 'cancelled', message: 'Stopped.', details: '' } });
  await expect(trained).rejects.toMatchObject({ code: 'cancelled' });
});

test('what is cancelled already is not even asked for', async () => {
  const { engine, sent } = remote();
  const asked = engine.train(training, { signal: AbortSignal.abort() });
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  expect(sent).toEqual([]);
});

test('when the process dies, everything asked of it fails, saying what is safe; a later request is a new one', async () => {
  const { engine, sent } = remote();
  const cancel = new AbortController();
  const [classes, trained] = [engine.modelClasses('m'), engine.train(training, { signal: cancel.signal })];
  cancel.abort();
  engine.died('Signal SIGKILL');
  await expect(classes).rejects.toMatchObject({
    code: 'engine-died',
    message: expect.stringContaining('are safe') as string,
    details: 'Signal SIGKILL',
  });
  // This one was to end anyway.
  await expect(trained).rejects.toMatchObject({ code: 'cancelled' });
  // What the dead one said last comes too late.
  engine.receive({ kind: 'done', id: 1, value: ['emu'] });
  void engine.modelClasses('n');
  expect(sent.at(-1)).toEqual({ kind: 'request', id: 3, method: 'modelClasses', args: 'n' });
});

test('a batch that cannot be kept ends the prediction', async () => {
  const { engine, sent } = remote();
  const full = () => {
    throw new Error('The disk is full.');
  };
  const predicted = engine.predict({ modelFile: 'm', images: [] }, {}, full);
  engine.receive({ kind: 'batch', id: 1, batch: [] });
  await expect(predicted).rejects.toThrow('The disk is full.');
  expect(sent.at(-1)).toEqual({ kind: 'cancel', id: 1 });
});
