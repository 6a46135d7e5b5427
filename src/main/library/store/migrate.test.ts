import SQLite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { latestVersion, migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/migrations.ts';

const stepA = { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1)' };
const stepB = { version: 2, sql: 'ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1' };

test('a new file goes through every step, an older one through the rest, a present one through none', () => {
  const db = new SQLite(':memory:');
  migrate(db, [stepA]);
  migrate(db, [stepA, stepB]);
  migrate(db, [stepA, stepB]);
  expect(versionOf(db)).toBe(2);
  expect(db.prepare('SELECT * FROM a').all()).toEqual([{ x: 1, y: 2 }]);
});

test('a step that fails leaves the file at the step before, as a killed process would', () => {
  const db = new SQLite(':memory:');
  const broken = { version: 2, sql: 'INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (1)' };
  expect(() => migrate(db, [stepA, broken])).toThrow(/nowhere/);
  expect(versionOf(db)).toBe(1);
  expect(db.prepare('SELECT * FROM a').all()).toEqual([{ x: 1 }]);
});

test('a file from the future is refused', () => {
  const db = new SQLite(':memory:');
  migrate(db, [stepA, stepB]);
  expect(() => migrate(db, [stepA])).toThrow(/newer Boxwright.*version is 2.*up to 1/);
});

test('the steps are numbered 1, 2, 3 …', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
  expect(latestVersion()).toBe(migrations.length);
});

describe('step 1', () => {
  const db = new SQLite(':memory:');
  migrate(db, migrations.slice(0, 1));

  test('makes the tables, all of them strict', () => {
    const tables = db.pragma('table_list') as { schema: string; name: string; strict: number }[];
    const own = tables.filter(({ schema, name }) => schema === 'main' && !name.startsWith('sqlite_'));
    expect(own.map(({ name }) => name).sort()).toEqual([
      'boxes',
      'class_folders',
      'classes',
      'decisions',
      'images',
      'problems',
      'runs',
      'score_maps',
      'sources',
    ]);
    expect(own.filter(({ strict }) => strict !== 1)).toEqual([]);
  });

  test('marks the file as a project', () => {
    const mark = Buffer.alloc(4);
    mark.writeUInt32BE(db.pragma('application_id', { simple: true }) as number);
    expect(mark.toString()).toBe('BxWr');
  });
});
