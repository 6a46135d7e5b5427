/** What was learned from corrections: a row for each version of a run's refinement but its first. */
import type { Database } from 'better-sqlite3';

export interface LearningRow {
  runId: number;
  /** From 1. */
  version: number;
  /** The version that it took the place of; null: that is no longer kept. */
  earlier: number | null;
  threshold: number;
  corrections: number;
  lastDecision: number;
  /** ISO 8601 */
  at: string;
  /** JSON; null: not known yet. */
  changes: string | null;
}

const columns =
  'run_id AS runId, version, earlier, threshold, corrections, last_decision AS lastDecision, learned_at AS at, changes';

export class LearningTable {
  readonly #inUse;
  readonly #version;
  readonly #insert;
  readonly #use;
  readonly #noteChanges;
  readonly #keepVersions: ((runId: number, versions: string) => void)[];
  readonly #fresh;

  constructor(db: Database) {
    this.#inUse = db.prepare<[number], LearningRow>(
      `SELECT ${columns} FROM learnings WHERE run_id = ? AND version = (SELECT version FROM runs WHERE id = run_id)`,
    );
    this.#version = db.prepare<[number], number>('SELECT version FROM runs WHERE id = ?').pluck();
    this.#insert = db.prepare<Omit<LearningRow, 'changes'>>(
      `INSERT OR REPLACE INTO learnings (run_id, version, earlier, threshold, corrections, last_decision, learned_at)
       VALUES (@runId, @version, @earlier, @threshold, @corrections, @lastDecision, @at)`,
    );
    this.#use = db.prepare<[number, number]>('UPDATE runs SET version = ? WHERE id = ?');
    this.#noteChanges = db.prepare<[string | null, number, number]>(
      'UPDATE learnings SET changes = ? WHERE run_id = ? AND version = ?',
    );
    this.#keepVersions = [
      'DELETE FROM learnings WHERE run_id = ? AND version NOT IN (SELECT value FROM json_each(?))',
      `UPDATE learnings SET earlier = NULL
       WHERE run_id = ? AND earlier NOT IN (SELECT value FROM json_each(?))`,
    ].map((sql) => {
      const statement = db.prepare<[number, string]>(sql);
      return (runId, versions) => statement.run(runId, versions);
    });
    this.#fresh = db.prepare<[number], number>('SELECT DISTINCT box_id FROM decisions WHERE id > ?').pluck();
  }

  /** What a run's boxes are drawn by; undefined: by what its training made. */
  inUse(runId: number): LearningRow | undefined {
    return this.#inUse.get(runId);
  }

  /** 0: that which the training made. */
  versionInUse(runId: number): number {
    return this.#version.get(runId) ?? 0;
  }

  add(row: Omit<LearningRow, 'changes' | 'at'>): void {
    this.#insert.run({ ...row, at: new Date().toISOString() });
  }

  /** From now on a run's maps are those of a version. */
  use(runId: number, version: number): void {
    this.#use.run(version, runId);
  }

  noteChanges(runId: number, version: number, changes: string): void {
    this.#noteChanges.run(changes, runId, version);
  }

  /** Forgets those of a run that are of none of some versions. */
  keepVersions(runId: number, versions: readonly number[]): void {
    for (const step of this.#keepVersions) step(runId, JSON.stringify(versions));
  }

  /** Boxes that were decided on after a line of the log, undone decisions among them. */
  decidedAfter(decisionId: number): Set<number> {
    return new Set(this.#fresh.all(decisionId));
  }
}
