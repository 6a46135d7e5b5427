/** What people's reviews say of the model: reviewed boxes, and the lines of the log that tell how they were before. */
import type { Database } from 'better-sqlite3';
import type { ReviewState } from '../../../shared/domain.ts';
import type { DecisionKind } from './decisions.ts';

/** A line of the log, without the boxes but for where an unreviewed one lay. */
export interface ReviewLine {
  id: number;
  kind: DecisionKind;
  imageId: number;
  boxId: number;
  targetId: number | null;
  groupId: number | null;
  /** ISO 8601. */
  at: string;
  /** Of the box before the decision, where nobody had looked at it; null otherwise. */
  x: number | null;
  y: number | null;
  w: number | null;
  h: number | null;
}

/** What a box of a model is ordered by; null: it has no such number. */
export interface BoxValues {
  classId: number;
  /** 0 or 1. */
  isUnreviewed: number;
  score: number | null;
  agreement: number | null;
}

/** A box of a model that a person had a say on. */
export interface ReviewedBox {
  id: number;
  classId: number;
  x: number;
  y: number;
  w: number;
  h: number;
  review: ReviewState;
  score: number | null;
  agreement: number | null;
  /** At which it was drawn; null: its map is another by now. */
  theta: number | null;
}

/** A side of the box before a decision, where nobody had looked at it. */
const side = (name: string) =>
  `iif(before_box ->> 'review' = 'unreviewed', CAST(before_box ->> '${name}' AS REAL), NULL) AS ${name}`;

export class ReviewedTable {
  readonly #lines;
  readonly #boxes;
  readonly #values;

  constructor(db: Database) {
    this.#lines = db.prepare<[number], ReviewLine>(
      `SELECT id, kind, image_id AS imageId, box_id AS boxId, target_id AS targetId, group_id AS groupId,
         decided_at AS at, ${['x', 'y', 'w', 'h'].map(side).join(', ')}
       FROM decisions WHERE id > ? ORDER BY id`,
    );
    this.#boxes = db.prepare<[number], ReviewedBox>(
      `SELECT id, class_id AS classId, x, y, w, h, review, score, agreement, theta
       FROM boxes WHERE run_id = ? AND source = 'predicted' AND review <> 'unreviewed' ORDER BY id`,
    );
    this.#values = db.prepare<[number], BoxValues>(
      `SELECT class_id AS classId, review = 'unreviewed' AS isUnreviewed, score, agreement
       FROM boxes WHERE run_id = ? AND source = 'predicted' ORDER BY id`,
    );
  }

  /** The lines of the log after one, in order. */
  linesAfter(id: number): ReviewLine[] {
    return this.#lines.all(id);
  }

  /** The boxes that a run's model gave and people had a say on, in order of id. */
  boxesOf(runId: number): ReviewedBox[] {
    return this.#boxes.all(runId);
  }

  /** Of all boxes that a run's model gave, reviewed or not, in order of id. */
  valuesOf(runId: number): BoxValues[] {
    return this.#values.all(runId);
  }
}
