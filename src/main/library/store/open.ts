/** Opens library.sqlite. */
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { BoxwrightError } from '../../../shared/errors.ts';
import { applicationId, latestVersion, migrate, refuseFuture, versionOf } from './migrate.ts';

/** How long a statement waits for another process's short transaction, in milliseconds. */
const busyTimeout = 5000;

/**
 * @throws BoxwrightError `not-a-project` when the file is no project's, `project-from-the-future` when a newer
 *   Boxwright wrote it.
 */
export function openForWriting(file: string): Database {
  return guarded(file, {}, (db) => {
    db.pragma('journal_mode = WAL');
    // A killed process loses nothing at NORMAL either: what is committed is in the system's file cache. FULL
    // also keeps a decision that was acknowledged through a power cut, for one flush a commit; commits come at
    // the pace of a person or hold hundreds of rows.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    migrate(db);
  });
}

/** For readers beside a writer: sees what is committed, changes nothing. Throws as `openForWriting`. */
export function openForReading(file: string): Database {
  return guarded(file, { readonly: true, fileMustExist: true }, (db) => {
    refuseFuture(db);
  });
}

/** Whether the file has the present shape; one that has not must be opened for writing first. */
export function isUpToDate(db: Database): boolean {
  return versionOf(db) === latestVersion();
}

function guarded(file: string, options: SQLite.Options, prepare: (db: Database) => void): Database {
  let db: Database | undefined;
  try {
    db = new SQLite(file, { timeout: busyTimeout, ...options });
    refuseForeign(db, file);
    prepare(db);
    return db;
  } catch (error) {
    db?.close();
    throw explained(error, file);
  }
}

function refuseForeign(db: Database, file: string): void {
  const id = db.pragma('application_id', { simple: true });
  const isNew = id === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (id !== applicationId && !isNew) throw notAProject(file);
}

function explained(error: unknown, file: string): unknown {
  if (!(error instanceof SQLite.SqliteError)) return error;
  if (error.code === 'SQLITE_NOTADB') return notAProject(file, error);
  if (error.code.startsWith('SQLITE_CANTOPEN') || error.code.startsWith('SQLITE_READONLY')) {
    return new BoxwrightError(
      'not-writable',
      `${file} cannot be opened. Check who may write to its folder.`,
      {
        cause: error,
      },
    );
  }
  return error;
}

function notAProject(file: string, cause?: unknown): BoxwrightError {
  const message = `${file} was not made by Boxwright. Name another folder for the project.`;
  return new BoxwrightError('not-a-project', message, { cause });
}
