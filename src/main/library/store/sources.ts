/** Folders that were imported. */
import type { Database } from 'better-sqlite3';

export interface Source {
  id: number;
  /** Absolute path. */
  root: string;
}

export class SourceTable {
  readonly #find;
  readonly #insert;
  readonly #count;
  readonly #list;
  readonly #move;

  constructor(db: Database) {
    this.#find = db.prepare<[string], number>('SELECT id FROM sources WHERE root = ?').pluck();
    this.#insert = db.prepare<[string], number>('INSERT INTO sources (root) VALUES (?) RETURNING id').pluck();
    this.#list = db.prepare<[], Source>('SELECT id, root FROM sources ORDER BY id');
    this.#move = db.prepare<[string, number]>('UPDATE sources SET root = ? WHERE id = ?');
    this.#count = db.prepare<[], number>('SELECT count(*) FROM sources').pluck();
  }

  /** The id of an imported folder, given its absolute path; undefined when it was never imported. */
  find(root: string): number | undefined {
    return this.#find.get(root);
  }

  findOrAdd(root: string): number {
    return this.find(root) ?? (this.#insert.get(root) as number);
  }

  list(): Source[] {
    return this.#list.all();
  }

  /** The folder now lies elsewhere. */
  move(id: number, root: string): void {
    this.#move.run(root, id);
  }

  count(): number {
    return this.#count.get() as number;
  }
}
