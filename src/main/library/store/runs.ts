/** Training runs. A run's id also names its folder, models/run-<id>. */
import type { Database } from 'better-sqlite3';
import type { RunRecord, RunSpec, RunState } from '../../../shared/domain.ts';

type RunRow = Omit<RunRecord, 'summary' | 'params'> & { summary: string; params: string };

/** A run with when it began and ended, in ISO 8601. */
export type TimedRun = RunRecord & { startedAt: string; finishedAt: string | null };

const columns = 'id, recipe, seed, fingerprint, state, params, summary';

export class RunTable {
  readonly #list;
  readonly #timed;
  readonly #one;
  readonly #byFingerprint;
  readonly #latest;
  readonly #insert;
  readonly #restart;
  readonly #finish;
  readonly #note;
  readonly #remove: ((id: number) => void)[];

  constructor(db: Database) {
    this.#list = db.prepare<[], RunRow>(`SELECT ${columns} FROM runs ORDER BY id`);
    this.#timed = db.prepare<[], RunRow & { startedAt: string; finishedAt: string | null }>(
      `SELECT ${columns}, started_at AS startedAt, finished_at AS finishedAt FROM runs ORDER BY id`,
    );
    this.#one = db.prepare<[number], RunRow>(`SELECT ${columns} FROM runs WHERE id = ?`);
    this.#byFingerprint = db.prepare<[string], RunRow>(
      `SELECT ${columns} FROM runs WHERE fingerprint = ? ORDER BY id DESC LIMIT 1`,
    );
    this.#latest = db.prepare<{ state: string | null }, RunRow>(
      `SELECT ${columns} FROM runs WHERE @state IS NULL OR state = @state ORDER BY id DESC LIMIT 1`,
    );
    this.#insert = db.prepare<[string, number, string, string, string], RunRow>(
      `INSERT INTO runs (recipe, seed, fingerprint, state, params, started_at)
       VALUES (?, ?, ?, 'running', ?, ?) RETURNING ${columns}`,
    );
    this.#restart = db.prepare<[number]>(
      `UPDATE runs SET state = 'running', finished_at = NULL WHERE id = ?`,
    );
    this.#finish = db.prepare<[string, string, string, number]>(
      'UPDATE runs SET state = ?, summary = ?, finished_at = ? WHERE id = ?',
    );
    this.#note = db.prepare<[string, number]>('UPDATE runs SET summary = ? WHERE id = ?');
    this.#remove = [
      `DELETE FROM boxes WHERE run_id = ? AND source = 'predicted' AND review = 'unreviewed'`,
      'UPDATE boxes SET run_id = NULL WHERE run_id = ?',
      'DELETE FROM runs WHERE id = ?',
    ].map((sql) => {
      const statement = db.prepare<[number]>(sql);
      return (id) => statement.run(id);
    });
  }

  list(): RunRecord[] {
    return this.#list.all().map(toRecord);
  }

  listTimed(): TimedRun[] {
    return this.#timed.all().map(toRecord);
  }

  get(id: number): RunRecord | undefined {
    return optional(this.#one.get(id));
  }

  latest(state?: RunState): RunRecord | undefined {
    return optional(this.#latest.get({ state: state ?? null }));
  }

  latestOf(fingerprint: string): RunRecord | undefined {
    return optional(this.#byFingerprint.get(fingerprint));
  }

  add(spec: RunSpec & { params: Record<string, unknown> }): RunRecord {
    const { recipe, seed, fingerprint, params } = spec;
    return toRecord(this.#insert.get(recipe, seed, fingerprint, JSON.stringify(params), now()) as RunRow);
  }

  restart(id: number): void {
    this.#restart.run(id);
  }

  note(id: number, summary: Record<string, unknown>): void {
    this.#note.run(JSON.stringify(summary), id);
  }

  /** Its unreviewed boxes go with it; reviewed ones stay, as of no run. Its score maps must be gone already. */
  remove(id: number): void {
    for (const step of this.#remove) step(id);
  }

  finish(id: number, state: RunState, summary: Record<string, unknown>): void {
    this.#finish.run(state, JSON.stringify(summary), now(), id);
  }
}

function toRecord<Row extends RunRow>(row: Row): Omit<Row, 'params' | 'summary'> & RunRecord {
  return {
    ...row,
    params: JSON.parse(row.params) as Record<string, unknown>,
    summary: JSON.parse(row.summary) as Record<string, unknown>,
  };
}

function optional(row: RunRow | undefined): RunRecord | undefined {
  return row && toRecord(row);
}

function now(): string {
  return new Date().toISOString();
}
