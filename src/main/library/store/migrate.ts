/** Brings a file to the present shape, one numbered step and one transaction at a time. */
import type { Database } from 'better-sqlite3';
import { BoxwrightError } from '../../../shared/errors.ts';
import { migrations } from './migrations/migrations.ts';
import type { Migration } from './migrations/migrations.ts';

/** `PRAGMA application_id` of a project's file ('BxWr'). */
export const applicationId = 0x42785772;

export function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

export function latestVersion(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.version ?? 0;
}

/**
 * A process killed in the middle leaves the file at the last whole step.
 * @throws BoxwrightError `project-from-the-future` when a newer Boxwright wrote the file.
 */
export function migrate(db: Database, steps: readonly Migration[] = migrations): void {
  refuseFuture(db, steps);
  for (const step of steps) {
    if (step.version <= versionOf(db)) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    }).exclusive();
  }
}

export function refuseFuture(db: Database, steps: readonly Migration[] = migrations): void {
  if (versionOf(db) <= latestVersion(steps)) return;
  throw new BoxwrightError(
    'project-from-the-future',
    `${db.name} was written by a newer Boxwright (its version is ${versionOf(db)}, this program knows up to ` +
      `${latestVersion(steps)}). Install the newer Boxwright to open it.`,
  );
}
