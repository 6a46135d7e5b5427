/** What everything in the library process works with. */
import type { LibraryEvent } from '../../shared/appEvents.ts';
import type { Engine } from '../../shared/engine.ts';
import type { LibraryConfig } from '../../shared/processes.ts';
import type { Clock } from './clock.ts';
import type { JobQueue } from './jobQueue.ts';

export interface Desk {
  config: LibraryConfig;
  engine: Engine;
  queue: JobQueue;
  clock: Clock;
  emit: (event: LibraryEvent) => void;
}
