import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';

test('a line of the log can neither be changed nor removed, whoever asks', () => {
  const db = new SQLite(':memory:');
  migrate(db);
  db.exec(`
    INSERT INTO sources (root) VALUES ('/photos');
    INSERT INTO classes (name, position) VALUES ('cat', 0);
    INSERT INTO images (source_id, relative_path, sort_key, class_id, content_hash, byte_size, modified_ms, format,
      width, height, orientation) VALUES (1, 'cat/1.png', '', 1, '${'0'.repeat(64)}', 1, 0, 'png', 1, 1, 1);
    INSERT INTO decisions (kind, image_id, box_id, decided_at) VALUES ('accept', 1, 1, '');
  `);
  expect(() => db.exec(`UPDATE decisions SET kind = 'reject'`)).toThrow(/append-only/);
  expect(() => db.exec('DELETE FROM decisions')).toThrow(/append-only/);
  expect(db.prepare('SELECT kind FROM decisions').pluck().all()).toEqual(['accept']);
});
