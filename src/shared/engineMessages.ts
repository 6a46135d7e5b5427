/** What the library process and the engine process say to each other; the shell only hands it on. */
import type { Engine, ImagePrediction } from './engine.ts';
import type { EngineEvent } from './engineEvents.ts';
import type { Failure } from './errors.ts';

export type EngineMethod = keyof Engine;

export type ToEngine =
  /** `args` is the method's first argument. */
  | { kind: 'request'; id: number; method: EngineMethod; args: unknown }
  /** Ends a training at its last whole epoch. */
  | { kind: 'stop'; id: number }
  | { kind: 'cancel'; id: number };

/** Of one request: any number of events and batches, then one `done` or `failed`. */
export type FromEngine =
  | { kind: 'event'; id: number; event: EngineEvent }
  | { kind: 'batch'; id: number; batch: ImagePrediction[] }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; failure: Failure & { details: string } };
