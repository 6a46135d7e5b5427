/** A training as the window watches it, put together from what the engine says. */
import type { LiveSample, LiveTraining } from '../../shared/appDomain.ts';
import type { RecipeName, RunRecord } from '../../shared/domain.ts';
import type { EngineEvent, SampleBox } from '../../shared/engineEvents.ts';
import { Paced } from './paced.ts';
import type { Desk } from './desk.ts';

/** Shortest time between two pictures of it, in milliseconds. */
const SHOW_MS = 200;

interface Start {
  jobId: number;
  recipe: RecipeName;
  epochs: number;
  /** Rounds of refinement; null: boxes are not refined. */
  rounds: number | null;
  /** How many there will be in all. */
  batches: number;
}

export class LiveTrainingView {
  readonly #desk: Desk;
  readonly #show: Paced;
  #state: LiveTraining;
  /** Added to in place: there may be tens of thousands. */
  #losses: number[] = [];
  /** Ids of the classes in the order of the model's outputs. */
  #classIds: number[] = [];

  constructor(start: Start, desk: Desk) {
    this.#desk = desk;
    const { rounds, ...facts } = start;
    const refinement = rounds === null ? null : { rounds, losses: [] };
    this.#state = { ...facts, runId: null, history: [], batchLosses: [], refinement, samples: [] };
    this.#show = new Paced(SHOW_MS, desk.clock, () => {
      desk.emit({ kind: 'training', training: this.state });
    });
    this.#show.now();
  }

  get state(): LiveTraining {
    return { ...this.#state, batchLosses: [...this.#losses] };
  }

  begins(run: RunRecord): void {
    this.#classIds = run.params.classIds as number[];
    this.#change({ runId: run.id });
  }

  hear(event: EngineEvent): void {
    const { history, samples } = this.#state;
    if (event.kind === 'batch') {
      this.#losses.push(event.loss);
      this.#change({ batches: event.batches });
    } else if (event.kind === 'epoch') {
      this.#change({ history: [...history, { loss: event.loss, accuracy: event.accuracy }] });
    } else if (event.kind === 'resumed') {
      this.#losses = this.#earlierLosses(event.history);
      this.#change({ history: event.history });
    } else if (event.kind === 'samples') {
      this.#change({ samples: event.samples.map((sample) => this.#sample(sample, samples)) });
    } else if (event.kind === 'refined') {
      this.#hearRound(event);
    }
  }

  #hearRound({ round, rounds, loss, samples }: Extract<EngineEvent, { kind: 'refined' }>): void {
    const losses = [...(this.#state.refinement?.losses.slice(0, round - 1) ?? []), loss];
    this.#change({ refinement: { rounds, losses } });
    // Rounds that an earlier attempt has done come without samples, but for the last of them.
    if (samples.length === 0) return;
    const earlier = this.#state.samples;
    this.#change({ samples: samples.map((sample) => this.#sample(sample, earlier)) });
  }

  /** Tells the window that it is over. */
  end(): void {
    this.#show.stop();
    this.#desk.emit({ kind: 'training', training: null });
  }

  /** Of the batches before an interruption only each epoch's mean is known. */
  #earlierLosses(history: LiveTraining['history']): number[] {
    const perEpoch = Math.round(this.#state.batches / this.#state.epochs);
    return history.flatMap(({ loss }) => Array.from({ length: perEpoch }, () => loss));
  }

  #sample({ imageId, classIndex, score, box }: SampleBox, earlier: readonly LiveSample[]): LiveSample {
    const previous = earlier.find((sample) => sample.imageId === imageId)?.box ?? null;
    return { imageId, classId: this.#classIds[classIndex] ?? 0, score, box, previous };
  }

  #change(changes: Partial<LiveTraining>): void {
    this.#state = { ...this.#state, ...changes };
    this.#show.ask();
  }
}
