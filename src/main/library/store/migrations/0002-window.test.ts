import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Project } from '../../project.ts';
import { tempFolder } from '../../testFolders.ts';
import { migrate, versionOf } from '../migrate.ts';
import { migrations } from './migrations.ts';

/** The box as version 1 wrote it into its log. */
function snapshot(id: number, review: string): string {
  const facts = {
    imageId: id,
    classId: 1,
    x: 1,
    y: 2,
    w: 3,
    h: 4,
    source: 'predicted',
    score: 0.5,
    runId: 1,
  };
  return JSON.stringify({ id, ...facts, review });
}

/** A file of version 1: three images, a run, a box each; box 1 accepted, box 2 rejected, the latter undone. */
function versionOne(): string {
  const folder = join(tempFolder(), 'old.boxwright');
  for (const name of ['models', 'cache']) mkdirSync(join(folder, name), { recursive: true });
  const db = new SQLite(join(folder, 'library.sqlite'));
  migrate(db, migrations.slice(0, 1));
  db.exec(`
    INSERT INTO sources (root) VALUES ('/photos');
    INSERT INTO classes (name, position) VALUES ('cat', 0), ('dog', 1);
    INSERT INTO class_folders VALUES ('cat', 1), ('dog', 2);
    INSERT INTO runs (recipe, seed, fingerprint, state, params, summary, started_at, finished_at) VALUES
      ('quick', 1, 'f', 'succeeded', '{"theta":0,"epochs":2}',
       '{"history":[{"loss":2,"accuracy":0.5},{"loss":1,"accuracy":0.75}]}', '2026-01-01', '2026-01-02');
  `);
  for (const n of [1, 2, 3]) {
    const hash = String(n).repeat(64);
    db.exec(`
      INSERT INTO images (source_id, relative_path, sort_key, class_id, content_hash, byte_size, modified_ms, format,
        width, height, orientation) VALUES (1, 'cat/${n}.png', '${n}', 1, '${hash}', 1, 0, 'png', 64, 48, 1);
      INSERT INTO boxes (image_id, class_id, x, y, w, h, source, score, run_id, review)
        VALUES (${n}, 1, 1, 2, 3, 4, 'predicted', 0.5, 1, '${n === 1 ? 'accepted' : 'unreviewed'}');
    `);
  }
  const decide = db.prepare(
    `INSERT INTO decisions (kind, image_id, box_id, before_box, after_box, parent_id, target_id, decided_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, '2026-01-03')`,
  );
  decide.run('accept', 1, 1, snapshot(1, 'unreviewed'), snapshot(1, 'accepted'), null, null);
  decide.run('reject', 2, 2, snapshot(2, 'unreviewed'), snapshot(2, 'rejected'), 1, null);
  decide.run('undo', 2, 2, snapshot(2, 'rejected'), snapshot(2, 'unreviewed'), null, 2);
  db.close();
  return folder;
}

function reviews(project: Project): string[] {
  return project.boxes().map(({ review }) => review);
}

test('a project of version 1 has all that it had, and its log goes on', () => {
  const folder = versionOne();
  using project = Project.open(folder);
  expect(project.gallery.images().names).toEqual(['cat/1.png', 'cat/2.png', 'cat/3.png']);
  expect([...project.gallery.boxes().reasons]).toEqual([0, 0, 0]);
  expect(project.runViews()).toMatchObject([{ epochsDone: 2, epochs: 2, hasModel: true }]);
  expect(reviews(project)).toEqual(['accepted', 'unreviewed', 'unreviewed']);
  expect(project.review.undoState()).toEqual({ canUndo: true, canRedo: true });
  expect(project.review.redo()).toMatchObject({ boxIds: [2], count: 1 });
  project.review.acceptAll([3]);
  expect(reviews(project)).toEqual(['accepted', 'rejected', 'accepted']);
  while (project.review.undo());
  expect(reviews(project)).toEqual(['unreviewed', 'unreviewed', 'unreviewed']);
});

test('it may be looked at only, too', () => {
  const folder = versionOne();
  using project = Project.open(folder, { readOnly: true });
  expect(project.classes().map(({ name }) => name)).toEqual(['cat', 'dog']);
});

test('step 2 keeps the rows and makes strict tables', () => {
  const db = new SQLite(join(versionOne(), 'library.sqlite'));
  migrate(db, migrations.slice(0, 2));
  expect(versionOf(db)).toBe(2);
  const strict = (db.pragma('table_list') as { name: string; strict: number }[])
    .filter(({ name }) => ['settings', 'class_merges', 'boxes'].includes(name))
    .map((table) => table.strict);
  expect(strict).toEqual([1, 1, 1]);
  expect(db.prepare('SELECT count(*) FROM decisions WHERE group_id IS NULL').pluck().get()).toBe(3);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});
