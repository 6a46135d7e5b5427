/** A service for tests, on real projects, with a fake engine. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LibraryEvent } from '../../shared/appEvents.ts';
import type { CallArgs, CallResult, CallsOf } from '../../shared/contract.ts';
import { BoxwrightError } from '../../shared/errors.ts';
import { tempFolder, writeClasses } from '../library/testFolders.ts';
import { systemClock } from './clock.ts';
import { FakeEngine } from './fakeEngine.ts';
import { answer, handlersOf } from './handlers.ts';
import { JobQueue } from './jobQueue.ts';
import { Service } from './service.ts';

/** The library process's service in this process, with what it tells and answers at hand. */
export function house(folder = tempFolder()) {
  const engine = new FakeEngine();
  const events: LibraryEvent[] = [];
  const listeners = new Set<() => void>();
  const emit = (event: LibraryEvent) => {
    events.push(event);
    for (const listener of listeners) listener();
  };
  const config = {
    projectsFolder: join(folder, 'projects'),
    sampleFolder: join(folder, 'sample'),
    cacheFolder: join(folder, 'cache'),
    reopen: null,
  };
  const queue = new JobQueue(emit, systemClock);
  const service = new Service({ config, engine, queue, clock: systemClock, emit });
  const handlers = handlersOf(service);
  onTestFinished(() => service.close());

  async function ask<Name extends CallsOf<'library'>>(
    name: Name,
    args: CallArgs<Name>,
  ): Promise<CallResult<Name>> {
    const reply = await answer(handlers, name, args);
    if (reply.ok) return reply.value as CallResult<Name>;
    throw new BoxwrightError(reply.code, `${reply.message} ${reply.details ?? ''}`);
  }

  /** The first thing that `find` gives, of what was heard or is still to be. */
  function until<T>(find: (event: LibraryEvent) => T | undefined | null | false | 0): Promise<T> {
    return new Promise((resolve) => {
      let seen = 0;
      const look = () => {
        while (seen < events.length) {
          const found = find(events[seen]!);
          seen += 1;
          if (!found) continue;
          listeners.delete(look);
          resolve(found);
          return;
        }
      };
      listeners.add(look);
      look();
    });
  }

  const ended = (jobId: number) =>
    until((event) => event.kind === 'job' && event.job.id === jobId && event.job.finishedAt && event.job);

  /** A project of `count` images in each of the classes cat and dog, imported. */
  async function pets(count = 6, name = 'pets') {
    const images = join(folder, name);
    writeClasses(images, ['cat', 'dog'], count);
    const project = await ask('project.createFrom', { images });
    const [job] = (await ask('jobs.list', {})).filter(({ kind }) => kind === 'import');
    await ended(job?.id ?? 0);
    return { project, images };
  }

  async function train({ refine = false } = {}) {
    const job = await ask('train.start', { recipe: 'quick', seed: 1, refine });
    return ended(job.id);
  }

  return { folder, config, engine, events, handlers, ask, until, ended, pets, train };
}
