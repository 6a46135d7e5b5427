/** What is wrong with files, for a person to read. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { ProblemKind, ProblemRecord } from '../../../shared/domain.ts';

interface ProblemRow {
  root: string;
  relativePath: string;
  kind: ProblemKind;
  reason: string;
}

export class ProblemTable {
  readonly #list;
  readonly #write;
  readonly #clear;
  readonly #clearReturned;
  readonly #paths;

  constructor(db: Database) {
    this.#list = db.prepare<{ sourceId: number | null }, ProblemRow>(
      `SELECT root, relative_path AS relativePath, kind, reason
       FROM problems JOIN sources ON sources.id = source_id
       WHERE @sourceId IS NULL OR source_id = @sourceId ORDER BY source_id, relative_path, kind`,
    );
    this.#write = db.prepare<[number, string, string, string]>(
      `INSERT INTO problems (source_id, relative_path, kind, reason) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reason = excluded.reason`,
    );
    this.#clear = db.prepare<[number, string]>(
      `DELETE FROM problems WHERE source_id = ? AND relative_path = ? AND kind <> 'missing'`,
    );
    this.#clearReturned = db.prepare<[number, string]>(
      `DELETE FROM problems WHERE source_id = ? AND relative_path = ? AND kind IN ('missing', 'changed-since-import')`,
    );
    this.#paths = db
      .prepare<[number], string>('SELECT DISTINCT relative_path FROM problems WHERE source_id = ?')
      .pluck();
  }

  /** All problems, or those of one imported folder. */
  list(sourceId?: number): ProblemRecord[] {
    return this.#list
      .all({ sourceId: sourceId ?? null })
      .map(({ root, relativePath, kind, reason }) => ({ path: join(root, relativePath), kind, reason }));
  }

  /** All problems with both paths. */
  rows(): (ProblemRecord & { relativePath: string })[] {
    return this.#list
      .all({ sourceId: null })
      .map(({ root, ...row }) => ({ ...row, path: join(root, row.relativePath) }));
  }

  /** All problems with their paths as they are below the imported folders. */
  listRelative(): ProblemRecord[] {
    const rows = this.#list.all({ sourceId: null });
    return rows.map(({ relativePath, kind, reason }) => ({ path: relativePath, kind, reason }));
  }

  write(sourceId: number, relativePath: string, kind: ProblemKind, reason: string): void {
    this.#write.run(sourceId, relativePath, kind, reason);
  }

  /** Takes back what import said of a file, before it is looked at anew or because it is gone. */
  clear(sourceId: number, relativePath: string): void {
    this.#clear.run(sourceId, relativePath);
  }

  /** Takes back that a file was missing or changed: it is there again as it was. */
  clearReturned(sourceId: number, relativePath: string): void {
    this.#clearReturned.run(sourceId, relativePath);
  }

  pathsOf(sourceId: number): string[] {
    return this.#paths.all(sourceId);
  }
}
