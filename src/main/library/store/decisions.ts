/** The append-only log of what people decided. */
import type { Database } from 'better-sqlite3';
import type { BoxRecord } from '../../../shared/domain.ts';

export const decisionKinds = [
  'accept',
  'reject',
  'edit',
  'draw',
  'delete',
  'set-class',
  'undo',
  'redo',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** One line of the log. */
export interface Decision {
  id: number;
  kind: DecisionKind;
  imageId: number;
  boxId: number;
  /** The box, with its own class, as the line found it and as it left it; null: there is none. */
  before: BoxRecord | null;
  after: BoxRecord | null;
  /** The decision that was in effect last when this line was written; null at the beginning. */
  parentId: number | null;
  /** For undo and redo: the decision that is taken back or brought back. */
  targetId: number | null;
  /** The first of the decisions that are undone together; null: it is the first itself, or alone. */
  groupId: number | null;
}

export type NewDecision = Omit<Decision, 'id'>;

type DecisionRow = Omit<Decision, 'before' | 'after'> & { before: string | null; after: string | null };

const columns = `id, kind, image_id AS imageId, box_id AS boxId, before_box AS before, after_box AS after,
  parent_id AS parentId, target_id AS targetId, group_id AS groupId FROM decisions`;

export class DecisionTable {
  readonly #insert;
  readonly #one;
  readonly #last;
  readonly #lastChild;
  readonly #group;
  readonly #all;

  constructor(db: Database) {
    this.#insert = db
      .prepare<DecisionRow & { at: string }, number>(
        `INSERT INTO decisions
           (kind, image_id, box_id, before_box, after_box, parent_id, target_id, group_id, decided_at)
         VALUES (@kind, @imageId, @boxId, @before, @after, @parentId, @targetId, @groupId, @at) RETURNING id`,
      )
      .pluck();
    this.#one = db.prepare<[number], DecisionRow>(`SELECT ${columns} WHERE id = ?`);
    this.#last = db.prepare<[], DecisionRow>(`SELECT ${columns} ORDER BY id DESC LIMIT 1`);
    this.#lastChild = db.prepare<[number | null], DecisionRow>(
      `SELECT ${columns} WHERE parent_id IS ? AND target_id IS NULL ORDER BY id DESC LIMIT 1`,
    );
    this.#group = db.prepare<[number, number], DecisionRow>(
      `SELECT ${columns} WHERE id = ? OR group_id = ? ORDER BY id`,
    );
    this.#all = db.prepare<[number], DecisionRow>(`SELECT ${columns} WHERE id > ? ORDER BY id LIMIT 1000`);
  }

  append(decision: NewDecision): number {
    const at = new Date().toISOString();
    const row = { ...decision, id: 0, before: toText(decision.before), after: toText(decision.after), at };
    return this.#insert.get(row) as number;
  }

  get(id: number): Decision | undefined {
    return optional(this.#one.get(id));
  }

  last(): Decision | undefined {
    return optional(this.#last.get());
  }

  /** The latest decision (no undo or redo) that was taken right after the one given; null: at the beginning. */
  lastChildOf(parentId: number | null): Decision | undefined {
    return optional(this.#lastChild.get(parentId));
  }

  /** The decisions that are undone together with the one given, in the order they were taken. */
  groupOf({ id, groupId }: Decision): Decision[] {
    const first = groupId ?? id;
    return this.#group.all(first, first).map(toDecision);
  }

  /** The whole log from its first line, a thousand lines in memory at a time. */
  *log(): Generator<Decision> {
    for (let after = 0; ;) {
      const rows = this.#all.all(after);
      yield* rows.map(toDecision);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }
}

function toText(box: BoxRecord | null): string | null {
  return box && JSON.stringify(box);
}

function toBox(text: string | null): BoxRecord | null {
  return text === null ? null : (JSON.parse(text) as BoxRecord);
}

function toDecision(row: DecisionRow): Decision {
  return { ...row, before: toBox(row.before), after: toBox(row.after) };
}

function optional(row: DecisionRow | undefined): Decision | undefined {
  return row && toDecision(row);
}
