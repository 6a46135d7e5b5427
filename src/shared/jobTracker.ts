/** Turns reports of stages into one fraction and a time to go. */
import type { JobStage, RunningState, StagePlan, StageProgress } from './jobs.ts';

/** Before this much of a job is done, a time to go would be a guess. */
const LEAST_FRACTION_FOR_ETA = 0.02;

/**
 * Follows one job through its planned stages. A stage that is not planned is shown but moves nothing. The time to go
 * assumes that the rest keeps to its planned share, at the pace of what is done.
 */
export class JobTracker {
  readonly #plan: readonly StagePlan[];
  readonly #startedAt: number;
  /** Share done of each stage, in [0, 1]. */
  readonly #shares = new Map<string, number>();

  /** @param now milliseconds of any steady clock; the same clock is given to `report`. */
  constructor(plan: readonly StagePlan[], now: number) {
    this.#plan = plan;
    this.#startedAt = now;
  }

  /** The job's state after a report. The fraction never falls. */
  report(progress: StageProgress, now: number): RunningState {
    const share = progress.total ? Math.min(progress.done / progress.total, 1) : 0;
    this.#finishStagesBefore(progress.stage);
    this.#shares.set(progress.stage, Math.max(share, this.#shares.get(progress.stage) ?? 0));
    const fraction = this.#fraction();
    const elapsed = (now - this.#startedAt) / 1000;
    const etaSeconds = fraction < LEAST_FRACTION_FOR_ETA ? null : (elapsed * (1 - fraction)) / fraction;
    return { ...progress, fraction, etaSeconds };
  }

  /** How each planned stage stands, in order. */
  stages(): JobStage[] {
    const whole = this.#plan.reduce((sum, { weight }) => sum + weight, 0);
    return this.#plan.map(({ name, weight }) => ({
      name,
      weight: whole === 0 ? 0 : weight / whole,
      fraction: this.#shares.get(name) ?? 0,
    }));
  }

  /** A stage that had nothing to do reports nothing; the next one's first report says that it is over. */
  #finishStagesBefore(stage: string): void {
    const at = this.#plan.findIndex(({ name }) => name === stage);
    for (const { name } of this.#plan.slice(0, Math.max(at, 0))) this.#shares.set(name, 1);
  }

  #fraction(): number {
    let [done, total] = [0, 0];
    for (const { name, weight } of this.#plan) {
      done += weight * (this.#shares.get(name) ?? 0);
      total += weight;
    }
    return total === 0 ? 0 : done / total;
  }
}
