import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, versionOf } from '../migrate.ts';
import { migrations } from './migrations.ts';

/** A file of version 3: an image with a map of 1 x 2 cells, and its refined box. */
function versionThree() {
  const db = new SQLite(':memory:');
  migrate(db, migrations.slice(0, 3));
  db.exec(`
    INSERT INTO sources (root) VALUES ('/photos');
    INSERT INTO classes (name, position) VALUES ('cat', 0);
    INSERT INTO images (source_id, relative_path, sort_key, class_id, content_hash, byte_size, modified_ms, format,
      width, height, orientation) VALUES (1, 'cat/1.png', '1', 1, '${'1'.repeat(64)}', 1, 0, 'png', 64, 48, 1);
    INSERT INTO runs (recipe, seed, fingerprint, state, params, started_at)
      VALUES ('quick', 1, 'f', 'succeeded', '{}', '2026-01-01');
    INSERT INTO boxes (image_id, class_id, x, y, w, h, source, score, run_id, review, agreement)
      VALUES (1, 1, 1, 2, 3, 4, 'predicted', 0.5, 1, 'unreviewed', 0.75);
    INSERT INTO score_maps (image_id, run_id, kind, height, width, cells, input_size, first_centre, stride)
      VALUES (1, 1, 'activation', 1, 2, x'003c0038', 2, 0.5, 1);
  `);
  migrate(db, migrations.slice(0, 4));
  return db;
}

test('maps become those of version 0, with the agreement of their boxes', () => {
  const db = versionThree();
  expect(versionOf(db)).toBe(4);
  expect(db.prepare('SELECT image_id, run_id, kind, agreement FROM score_maps').all()).toEqual([
    { image_id: 1, run_id: 1, kind: 'activation', agreement: 0.75 },
  ]);
  expect(db.prepare('SELECT version FROM map_versions').all()).toEqual([{ version: 0 }]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('only maps of the version in use are seen', () => {
  const db = versionThree();
  db.exec(`
    INSERT INTO map_versions SELECT image_id, run_id, 1, kind, height, width, cells, input_size, first_centre, stride, 0.25
    FROM map_versions;
  `);
  const seen = db.prepare('SELECT agreement FROM score_maps').pluck();
  expect(seen.all()).toEqual([0.75]);
  db.exec('UPDATE runs SET version = 1');
  expect(seen.all()).toEqual([0.25]);
});
