/** What the shell and the library process say to each other. */
import type { LibraryEvent } from './appEvents.ts';
import type { Reply } from './contract.ts';

export interface LibraryConfig {
  /** Absolute; where projects are made that a folder is dropped for. */
  projectsFolder: string;
  /** Absolute; the sample's class folders. */
  sampleFolder: string;
  /** Absolute; for what is this machine's and no project's, such as its measured speed. */
  cacheFolder: string;
  /** A project to open again, after the library process died. */
  reopen: string | null;
}

export type ToLibrary =
  | { kind: 'start'; config: LibraryConfig }
  | { kind: 'call'; id: number; name: string; args: unknown }
  /** What the engine process said, untouched. */
  | { kind: 'engine'; message: unknown }
  | { kind: 'engine-died'; detail: string }
  /** Close the project and end. */
  | { kind: 'quit' };

export type FromLibrary =
  | { kind: 'ready' }
  | { kind: 'reply'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: LibraryEvent }
  /** For the engine process, which is started by the first of these and again after it died. */
  | { kind: 'engine'; message: unknown }
  /** The engine process has to end now, whatever it does. */
  | { kind: 'end-engine' };
