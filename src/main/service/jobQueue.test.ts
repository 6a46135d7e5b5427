/** Jobs in their queue, with a clock in the test's hand and work that the test ends itself. */
import { expect, test } from 'vitest';
import type { LibraryEvent } from '../../shared/appEvents.ts';
import { BoxwrightError, throwIfCancelled } from '../../shared/errors.ts';
import type { JobSpec, JobWork, Lane } from './job.ts';
import { JobQueue } from './jobQueue.ts';
import { TestClock } from './testClock.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A queue, everything that it said, and work that waits for the test. */
function workshop() {
  const clock = new TestClock();
  const said: LibraryEvent[] = [];
  const queue = new JobQueue((event) => said.push(event), clock);
  const begun: string[] = [];

  /** Work that ends when told; it looks at its signal then. */
  function work(title: string, lane: Lane = 'engine', more: Partial<JobSpec> = {}) {
    const { promise, resolve, reject } = Promise.withResolvers<{ outcome: string }>();
    const handle: { at?: JobWork; done: (outcome: string) => void; fail: (error: unknown) => void } = {
      done: (outcome) => resolve({ outcome }),
      fail: reject,
    };
    const spec: JobSpec = {
      kind: lane === 'engine' ? 'train' : 'export',
      title,
      lane,
      plan: [
        { name: 'Look', weight: 3 },
        { name: 'Draw', weight: 1 },
      ],
      goesOn: true,
      run: async (given) => {
        begun.push(title);
        handle.at = given;
        const end = await promise;
        throwIfCancelled(given.signal);
        return end;
      },
      ...more,
    };
    return { spec, handle };
  }

  const states = () =>
    said.flatMap((event) => (event.kind === 'job' ? [`${event.job.id} ${event.job.state}`] : []));
  return { clock, said, queue, begun, work, states };
}

test('one at a time in a lane, the lanes beside each other', async () => {
  const { queue, begun, work } = workshop();
  const [first, second, beside] = [work('first'), work('second'), work('beside', 'library')];
  for (const { spec } of [first, second, beside]) queue.add(spec);
  expect(begun).toEqual(['first', 'beside']);
  expect(queue.list().map(({ state }) => state)).toEqual(['running', 'queued', 'running']);
  first.handle.done('168 boxes to review.');
  await settled();
  expect(begun).toEqual(['first', 'beside', 'second']);
  expect(queue.list()[0]).toMatchObject({ state: 'succeeded', outcome: '168 boxes to review.', fraction: 1 });
});

test('progress is told at most ten times a second, the last report in the end too', () => {
  const { clock, said, queue, work } = workshop();
  const { spec, handle } = work('training');
  queue.add(spec);
  const told = () => said.flatMap((event) => (event.kind === 'job' ? [event.job.now?.done] : [])).slice(2);
  const report = (done: number) => handle.at?.onProgress({ stage: 'Look', done, total: 100 });
  // Half a second, a report every 10 ms: 1 at 10 ms, 2 at 20 ms …
  for (let done = 1; done <= 50; done += 1) {
    clock.pass(10);
    report(done);
  }
  // The start was told at 0 ms, so the first may be told at 100 ms.
  expect(told()).toEqual([9, 19, 29, 39, 49]);
  clock.pass(100);
  expect(told()).toEqual([9, 19, 29, 39, 49, 50]);
});

test('stages, fraction and time to go: half of three quarters in 3 s leaves 5 s', () => {
  const { clock, queue, work } = workshop();
  const { spec, handle } = work('training');
  queue.add(spec);
  clock.pass(3000);
  handle.at?.onProgress({ stage: 'Look', done: 84, total: 168, note: 'loss 0.5' });
  expect(queue.list()[0]).toMatchObject({
    now: { stage: 'Look', done: 84, total: 168, note: 'loss 0.5' },
    stages: [
      { name: 'Look', weight: 0.75, fraction: 0.5 },
      { name: 'Draw', weight: 0.25, fraction: 0 },
    ],
    fraction: 0.375,
    etaSeconds: 5,
    startedAt: '1970-01-01T00:00:00.000Z',
  });
});

test('a queued job is cancelled at once, a running one when it can', async () => {
  const { queue, begun, work, states } = workshop();
  const [running, waiting] = [work('running'), work('waiting')];
  for (const { spec } of [running, waiting]) queue.add(spec);
  queue.cancel(2);
  queue.cancel(1);
  expect(states()).toEqual(['1 queued', '1 running', '2 queued', '2 cancelled', '1 cancelling']);
  running.handle.done('too late');
  await settled();
  expect(states().at(-1)).toBe('1 cancelled');
  expect(queue.list()[0]).toMatchObject({ isResumable: true, outcome: null });
  expect(begun).toEqual(['running']);
});

test('stopping asks the work to end with what it has, which then has succeeded', async () => {
  const { queue, work } = workshop();
  const { spec, handle } = work('training');
  queue.add(spec);
  queue.stop(1);
  expect(handle.at?.stop.aborted).toBe(true);
  expect(handle.at?.signal.aborted).toBe(false);
  handle.done('100 boxes to review.');
  await settled();
  expect(queue.list()[0]).toMatchObject({ state: 'succeeded' });
});

test('a failure keeps its code and words; whether it goes on when started again depends on them', async () => {
  const { queue, work } = workshop();
  const died = work('died');
  queue.add(died.spec);
  died.handle.fail(new BoxwrightError('engine-died', 'The engine stopped.'));
  await settled();
  expect(queue.list()[0]).toMatchObject({
    state: 'failed',
    error: { code: 'engine-died', message: 'The engine stopped.' },
    isResumable: true,
  });
  const small = work('small');
  queue.add(small.spec);
  small.handle.fail(new BoxwrightError('class-too-small', 'Too few.'));
  await settled();
  expect(queue.list()).toMatchObject([{ error: { code: 'class-too-small' }, isResumable: false }]);
});

test('a defect is told with its stack', async () => {
  const { queue, work } = workshop();
  const { spec, handle } = work('odd');
  queue.add(spec);
  handle.fail(new TypeError('x is not a function'));
  await settled();
  const [job] = queue.list();
  expect(job?.error).toMatchObject({ code: 'internal', message: 'x is not a function' });
  expect(job?.error?.details).toContain('jobQueue.test.ts');
});

test('ended jobs stay until they are dismissed or work of their kind begins anew', async () => {
  const { said, queue, work } = workshop();
  const [training, exporting] = [work('training'), work('exporting', 'library')];
  for (const { spec, handle } of [training, exporting]) {
    queue.add(spec);
    handle.done('Done.');
  }
  await settled();
  queue.dismiss(2);
  queue.add(work('again').spec);
  // A running one cannot be dismissed.
  queue.dismiss(3);
  expect(queue.list().map(({ id }) => id)).toEqual([3]);
  expect(said.filter(({ kind }) => kind === 'job-gone')).toEqual([
    { kind: 'job-gone', jobId: 2 },
    { kind: 'job-gone', jobId: 1 },
  ]);
  expect(() => queue.cancel(2)).toThrow('no longer listed');
});

test('quiet work leaves the list by itself when it went well, and stays when it did not', async () => {
  const { queue, work } = workshop();
  const well = work('well', 'engine', { isQuiet: true });
  queue.add(well.spec);
  well.handle.done('Measured.');
  await settled();
  expect(queue.list()).toEqual([]);
  const badly = work('badly', 'engine', { isQuiet: true });
  queue.add(badly.spec);
  badly.handle.fail(new Error('No.'));
  await settled();
  expect(queue.list()).toMatchObject([{ state: 'failed' }]);
});

test('clearing cancels all, starts nothing more, and waits for what runs', async () => {
  const { queue, begun, work } = workshop();
  const [running, waiting] = [work('running'), work('waiting')];
  for (const { spec } of [running, waiting]) queue.add(spec);
  let isClear = false;
  const cleared = queue.clear().then(() => (isClear = true));
  await settled();
  expect(isClear).toBe(false);
  running.handle.done('never mind');
  await cleared;
  expect(begun).toEqual(['running']);
  expect(queue.list()).toEqual([]);
});
