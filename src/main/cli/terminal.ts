/** What the command line shows: results on stdout, everything else on stderr. */
import { stripVTControlCharacters } from 'node:util';
import type { RunningState, StagePlan, StageProgress } from '../../shared/jobs.ts';
import { JobTracker } from '../../shared/jobTracker.ts';

/** Shortest time between two pictures of the progress bar, and between two lines where there is no terminal. */
const REDRAW_MS = 100;
const LINE_MS = 10_000;
const BAR_CELLS = 24;
const CLEAR_LINE = '\r\u001b[2K';

/** As much of `process` as is written to. */
export interface Streams {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown; isTTY?: boolean; columns?: number };
}

export function duration(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  const clock = `${Math.floor(whole / 60) % 60}:${String(whole % 60).padStart(2, '0')}`;
  return whole < 3600 ? clock : `${Math.floor(whole / 3600)}:${clock.padStart(5, '0')}`;
}

function bar(fraction: number): string {
  const filled = Math.round(fraction * BAR_CELLS);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

function amount({ done, total }: RunningState): string {
  return total === null ? String(done) : `${done} of ${total}`;
}

/** One line that says how a job stands. */
export function progressText(state: RunningState): string {
  const eta = state.etaSeconds === null ? '' : `, ${duration(state.etaSeconds)} to go`;
  const note = state.note ? `, ${state.note}` : '';
  return `${bar(state.fraction)} ${Math.floor(state.fraction * 100)} %  ${state.stage}: ${amount(state)}${note}${eta}`;
}

export class Terminal {
  readonly json: boolean;
  readonly #streams: Streams;
  readonly #interactive: boolean;
  #drawnAt = 0;
  #drawnStage = '';
  #barIsShown = false;

  constructor(json: boolean, streams: Streams = process) {
    this.json = json;
    this.#streams = streams;
    this.#interactive = streams.stderr.isTTY === true;
  }

  /** A result for a person; nothing with --json. */
  say(text: string): void {
    this.#clearBar();
    if (!this.json) this.#streams.stdout.write(`${text}\n`);
  }

  /** The one JSON object of --json; nothing without. */
  sayJson(value: unknown): void {
    this.#clearBar();
    if (this.json) this.#streams.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A remark beside the result. */
  note(text: string): void {
    this.#clearBar();
    this.#streams.stderr.write(`${text}\n`);
  }

  /** Follows a job of these stages; give it every report. */
  follow(plan: readonly StagePlan[]): (progress: StageProgress) => void {
    const tracker = new JobTracker(plan, performance.now());
    return (progress) => {
      this.#draw(tracker.report(progress, performance.now()));
    };
  }

  #draw(state: RunningState): void {
    const now = performance.now();
    const finished = state.done === state.total;
    const due = now - this.#drawnAt >= (this.#interactive ? REDRAW_MS : LINE_MS);
    if (!due && state.stage === this.#drawnStage && !finished) return;
    this.#drawnAt = now;
    this.#drawnStage = state.stage;
    const { stderr } = this.#streams;
    const text = stripVTControlCharacters(progressText(state));
    if (!this.#interactive) {
      stderr.write(`${text}\n`);
      return;
    }
    stderr.write(`${CLEAR_LINE}${text.slice(0, (stderr.columns || 80) - 1)}`);
    this.#barIsShown = true;
  }

  #clearBar(): void {
    if (this.#barIsShown) this.#streams.stderr.write(CLEAR_LINE);
    this.#barIsShown = false;
  }
}
