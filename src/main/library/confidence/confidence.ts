/** `project.confidence`: what may be said of boxes that nobody has looked at, from those that people reviewed. */
import { posteriorOf } from '../../../shared/confidence/posterior.ts';
import type { Outcome, Posterior } from '../../../shared/confidence/posterior.ts';
import { BARS, promiseTable } from '../../../shared/confidence/promise.ts';
import { reliabilityOf } from '../../../shared/confidence/reliability.ts';
import { scaleOf, scoreOn } from '../../../shared/confidence/scale.ts';
import type { Scale } from '../../../shared/confidence/scale.ts';
import { LEAST_REVIEWED, STANDARDS } from '../../../shared/confidence/settings.ts';
import type { Standard } from '../../../shared/confidence/settings.ts';
import type { Calibration, CalibrationOf, ConfidenceState } from '../../../shared/confidence/state.ts';
import { countsAbove, verdictAt } from '../../../shared/confidence/verdict.ts';
import { modelRun } from '../runs/runViews.ts';
import type { Store } from '../store/store.ts';
import { thetaOf, thetaState } from '../theta/settings.ts';
import { readBoxes } from './evidence.ts';
import type { Evidence, ModelBoxes } from './evidence.ts';
import { FirstLooks } from './firstLooks.ts';

/** Promises are listed for bars this many hundredths apart. */
const LISTED_STEP = 5;

export class Confidence {
  readonly #store: Store;
  readonly #looks = new FirstLooks();

  constructor(store: Store) {
    this.#store = store;
  }

  /** For the window, which works out by itself what a bar promises. A tenth of a second for 10,000 boxes. */
  state(): ConfidenceState {
    const boxes = this.#boxes();
    const scale = scaleOf(boxes.agreements);
    const posteriors = this.#posteriors(boxes.evidence, scale);
    const { basis, evidence, leftOut } = boxes;
    const reviewedAbove = countsAbove(evidence.map(({ agreement }) => agreement));
    return { basis, reviewed: evidence.length, leftOut, scale, reviewedAbove, posteriors };
  }

  /** How well stated chances come true among reviewed boxes, and what is promised of the others. */
  calibration(): Calibration {
    const boxes = this.#boxes();
    const { basis, evidence, leftOut, unreviewed } = boxes;
    const scale = scaleOf(boxes.agreements);
    const posteriors = this.#posteriors(evidence, scale);
    return {
      ...{ basis, leftOut },
      reviewed: evidence.length,
      unreviewed: unreviewed.agreements.length,
      standards: STANDARDS.map((standard) =>
        calibrationOf(standard, boxes, scale, posteriors?.[standard] ?? null),
      ),
    };
  }

  #boxes(): ModelBoxes {
    this.#looks.read(this.#store.reviewed.linesAfter(this.#looks.lastId));
    const run = modelRun(this.#store);
    const theta = thetaState(this.#store);
    const { reviewed } = this.#store;
    return readBoxes(run ? reviewed.valuesOf(run.id) : [], run ? reviewed.boxesOf(run.id) : [], {
      lookOf: (boxId) => this.#looks.of(boxId),
      thetaOf: (classId) => thetaOf(theta, classId),
      drawnAt: this.#store.runs.listTimed().find(({ id }) => id === run?.id)?.finishedAt ?? null,
    });
  }

  #posteriors(evidence: readonly Evidence[], scale: Scale): Record<Standard, Posterior> | null {
    if (evidence.length < LEAST_REVIEWED) return null;
    const classCount = this.#store.classes.list().length;
    const of = (standard: Standard) => posteriorOf(outcomesOf(evidence, scale, standard), classCount);
    return { 0.5: of(0.5), 0.7: of(0.7) };
  }
}

function outcomesOf(evidence: readonly Evidence[], scale: Scale, standard: Standard): Outcome[] {
  return evidence.map(({ classId, agreement, iou }) => ({
    score: scoreOn(scale, agreement),
    classId,
    isRight: iou >= standard,
  }));
}

function calibrationOf(
  standard: Standard,
  { evidence, unreviewed }: ModelBoxes,
  scale: Scale,
  posterior: Posterior | null,
): CalibrationOf {
  const outcomes = outcomesOf(evidence, scale, standard);
  const right = outcomes.filter(({ isRight }) => isRight).length;
  if (posterior === null) return { standard, right, reliability: null, promises: [] };
  const table = promiseTable(posterior, scale, unreviewed);
  const above = countsAbove(evidence.map(({ agreement }) => agreement));
  const bars = Array.from({ length: BARS }, (_, bar) => bar).filter(
    (bar) => bar % LISTED_STEP === 0 && table.counts[bar]! > 0,
  );
  return {
    standard,
    right,
    reliability: reliabilityOf(outcomes, posterior),
    promises: bars.map((bar) => ({
      bar: bar / (BARS - 1),
      count: table.counts[bar]!,
      verdict: verdictAt(table, above, bar),
    })),
  };
}
