/** The record of which classes were merged, and what that means for images and boxes. */
import type { Database } from 'better-sqlite3';

export interface ClassMerge {
  id: number;
  from: number;
  into: number;
}

export class MergeTable {
  readonly #standing;
  readonly #insert;
  readonly #takeBack;
  readonly #forgetTargets;
  readonly #pointTo;
  readonly #settle: (() => void)[];

  constructor(db: Database) {
    this.#standing = db.prepare<[], ClassMerge>(
      `SELECT id, from_class AS "from", into_class AS "into" FROM class_merges WHERE undone_at IS NULL ORDER BY id`,
    );
    this.#insert = db.prepare<[number, number, string]>(
      'INSERT INTO class_merges (from_class, into_class, merged_at) VALUES (?, ?, ?)',
    );
    this.#takeBack = db.prepare<[string, number]>('UPDATE class_merges SET undone_at = ? WHERE id = ?');
    this.#forgetTargets = db.prepare<[]>(
      'UPDATE classes SET merged_into = NULL WHERE merged_into IS NOT NULL',
    );
    this.#pointTo = db.prepare<{ from: number; into: number }>(
      'UPDATE classes SET merged_into = @into WHERE id = @from OR merged_into = @from',
    );
    this.#settle = ['images', 'boxes'].flatMap((table) => settlement(db, table));
  }

  /** The merge that would be taken back next. */
  latest(): ClassMerge | undefined {
    return this.#standing.all().at(-1);
  }

  add(from: number, into: number): void {
    this.#insert.run(from, into, new Date().toISOString());
    this.#apply();
  }

  takeBack(id: number): void {
    this.#takeBack.run(new Date().toISOString(), id);
    this.#apply();
  }

  /** Brings classes, images and boxes to what the standing merges say, one after the other. */
  #apply(): void {
    this.#forgetTargets.run();
    for (const { from, into } of this.#standing.all()) this.#pointTo.run({ from, into });
    for (const settle of this.#settle) settle();
  }
}

/**
 * The rows of a table put under the classes they count as. Only rows that are, or are to be, under another class than
 * their own are touched.
 */
function settlement(db: Database, table: string): (() => void)[] {
  const comeBack = db.prepare(
    `UPDATE ${table} SET class_id = own_class_id, own_class_id = NULL WHERE own_class_id IS NOT NULL`,
  );
  const goOver = db.prepare(
    `UPDATE ${table} SET own_class_id = class_id, class_id = merged_into FROM classes
     WHERE classes.id = class_id AND merged_into IS NOT NULL`,
  );
  return [() => comeBack.run(), () => goOver.run()];
}
