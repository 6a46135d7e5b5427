import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Project } from '../../project.ts';
import { tempFolder } from '../../testFolders.ts';
import { migrate, versionOf } from '../migrate.ts';
import { migrations } from './migrations.ts';

/** A file of version 2: an image with a map of 1 x 2 cells, 1 and 0.5, and its box; theta was set to 0.25. */
function versionTwo(): string {
  const folder = join(tempFolder(), 'old.boxwright');
  for (const name of ['models', 'cache']) mkdirSync(join(folder, name), { recursive: true });
  const db = new SQLite(join(folder, 'library.sqlite'));
  migrate(db, migrations.slice(0, 2));
  db.exec(`
    INSERT INTO sources (root) VALUES ('/photos');
    INSERT INTO classes (name, position) VALUES ('cat', 0);
    INSERT INTO class_folders VALUES ('cat', 1);
    INSERT INTO images (source_id, relative_path, sort_key, class_id, content_hash, byte_size, modified_ms, format,
      width, height, orientation) VALUES (1, 'cat/1.png', '1', 1, '${'1'.repeat(64)}', 1, 0, 'png', 64, 48, 1);
    INSERT INTO runs (recipe, seed, fingerprint, state, params, started_at)
      VALUES ('quick', 1, 'f', 'succeeded', '{"theta":0}', '2026-01-01');
    INSERT INTO boxes (image_id, class_id, x, y, w, h, source, score, run_id, review, theta)
      VALUES (1, 1, 1, 2, 3, 4, 'predicted', 0.5, 1, 'unreviewed', 0.25);
    INSERT INTO score_maps (image_id, run_id, height, width, cells, input_size, first_centre, stride)
      VALUES (1, 1, 1, 2, x'003c0038', 2, 0.5, 1);
    INSERT INTO settings VALUES ('theta', '{"theta":0.25,"byClass":{}}');
  `);
  db.close();
  return folder;
}

test('a project of version 2 has its boxes, maps and threshold as they were', () => {
  using project = Project.open(versionTwo());
  expect(project.scoreMap(1)).toEqual({
    kind: 'activation',
    height: 1,
    width: 2,
    values: Float32Array.of(1, 0.5),
    geometry: { inputSize: 2, firstCentre: 0.5, stride: 1 },
  });
  expect(project.theta.state()).toEqual({ kind: 'activation', theta: 0.25, byClass: {}, recipeTheta: 0 });
  expect(project.theta.staleImageIds()).toEqual([]);
  const boxes = project.gallery.boxes();
  expect([...boxes.geometry]).toEqual([1, 2, 3, 4]);
  expect(boxes.agreements[0]).toBeNaN();
  expect(project.runViews()).toMatchObject([{ refinement: null, hasModel: true }]);
});

test('step 3 makes strict tables, in which nothing points nowhere', () => {
  const db = new SQLite(join(versionTwo(), 'library.sqlite'));
  migrate(db, migrations.slice(0, 3));
  expect(versionOf(db)).toBe(3);
  const tables = db.pragma('table_list') as { name: string; strict: number }[];
  expect(tables.find(({ name }) => name === 'score_maps')?.strict).toBe(1);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(() => db.exec(`UPDATE score_maps SET cells = x'00'`)).toThrow(/CHECK/);
  expect(() => db.exec('UPDATE boxes SET agreement = 1.5')).toThrow(/CHECK/);
  db.close();
});
