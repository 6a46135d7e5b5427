/**
 * One writer a project. The lock is SQLite's own on a file beside the library: the system takes it away when
 * the process ends, however it ends, so that nothing is left to clean up after a crash. The library itself is
 * not locked: readers may look on.
 */
import SQLite from 'better-sqlite3';
import { BoxwrightError } from '../../../shared/errors.ts';

/** A process that was just killed holds its locks for a moment longer; milliseconds. */
const patience = 1500;

export interface WriterLock {
  release(): void;
}

/** @throws BoxwrightError `project-busy` when another process, or this one, holds the lock already. */
export function lockForWriting(lockFile: string, projectName: string): WriterLock {
  const db = new SQLite(lockFile, { timeout: patience });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof SQLite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new BoxwrightError(
      'project-busy',
      `Another Boxwright is working on "${projectName}". Wait until it is done or stop it, then try again.`,
      { cause: error },
    );
  }
  return { release: () => db.close() };
}
