/** How people came to decide on boxes that nobody had looked at: read from the log of decisions, as it grows. */
import type { Box } from '../../../shared/geometry.ts';
import type { ReviewLine } from '../store/reviewed.ts';

/** The decision in effect that a box is no longer unreviewed by. */
export interface FirstLook {
  /** Where the model had put the box. */
  predicted: Box;
  /** ISO 8601. */
  at: string;
  /** Taken together with decisions on other images. */
  isInBulk: boolean;
  /** Whether the box's place was judged, then or later: a change of class alone says nothing of it. */
  isJudged: boolean;
}

/** A decision in the log, which an undo may have taken back. */
interface Step {
  line: ReviewLine;
  isUndone: boolean;
}

/** Reads each line of the log once; lines are only ever added to it. */
export class FirstLooks {
  /** The last line that was read; 0: none. */
  lastId = 0;
  readonly #steps = new Map<number, Step>();
  readonly #byBox = new Map<number, Step[]>();
  /** Of each group: its first image, or that it is of several. */
  readonly #groups = new Map<number, number | 'several'>();

  read(lines: readonly ReviewLine[]): void {
    for (const line of lines) {
      this.lastId = line.id;
      if (line.targetId === null) this.#add(line);
      else this.#turn(line.targetId, line.kind === 'undo');
    }
  }

  /** null for a box that nobody has looked at, or that no model gave. */
  of(boxId: number): FirstLook | null {
    const steps = (this.#byBox.get(boxId) ?? []).filter(({ isUndone }) => !isUndone);
    const first = steps.findLastIndex(({ line }) => line.x !== null);
    if (first < 0) return null;
    const { line } = steps[first]!;
    const predicted = { x: line.x!, y: line.y!, w: line.w!, h: line.h! };
    const isJudged = steps.slice(first).some((step) => step.line.kind !== 'set-class');
    return { predicted, at: line.at, isInBulk: this.#groups.get(groupOf(line)) === 'several', isJudged };
  }

  #add(line: ReviewLine): void {
    const step = { line, isUndone: false };
    this.#steps.set(line.id, step);
    const steps = this.#byBox.get(line.boxId);
    if (steps) steps.push(step);
    else this.#byBox.set(line.boxId, [step]);
    const group = this.#groups.get(groupOf(line));
    this.#groups.set(groupOf(line), (group ?? line.imageId) === line.imageId ? line.imageId : 'several');
  }

  #turn(id: number, isUndone: boolean): void {
    const step = this.#steps.get(id);
    if (step) step.isUndone = isUndone;
  }
}

function groupOf({ id, groupId }: ReviewLine): number {
  return groupId ?? id;
}
