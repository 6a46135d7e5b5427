/** A part of long work as a stage bar draws it. */
export interface StagePart {
  name: string;
  /** Share of the whole, any unit: parts are as wide as their shares. */
  weight: number;
  /** Share of it that is done, in [0, 1]. */
  fraction: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Beside its name: how far it is, or how long it takes. */
  note?: string;
}
