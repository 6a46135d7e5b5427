/** What the window needs: reasons for a look, decisions in groups, settings, classes that count as another. */
import type { Migration } from './migrations.ts';

export const forTheWindow: Migration = {
  version: 2,
  sql: `
    -- What speaks against the box: a bit for each entry of shared/suspicion.ts.
    ALTER TABLE boxes ADD COLUMN reasons INTEGER NOT NULL DEFAULT 0;

    -- The theta at which box and reasons were derived from the map last; NULL: reasons were never looked for.
    ALTER TABLE boxes ADD COLUMN theta REAL;

    -- Decisions that are undone together: all but the first name the first; NULL: it is the first, or alone.
    ALTER TABLE decisions ADD COLUMN group_id INTEGER REFERENCES decisions (id);
    CREATE INDEX decisions_by_group ON decisions (group_id, id) WHERE group_id IS NOT NULL;

    CREATE TABLE settings (
      key TEXT PRIMARY KEY NOT NULL,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;

    -- The class that this one counts as; NULL: itself. Never one that counts as another again.
    ALTER TABLE classes ADD COLUMN merged_into INTEGER REFERENCES classes (id);

    -- class_id is the class that an image or a box counts as. Where that is not its own, own_class_id is its own.
    ALTER TABLE images ADD COLUMN own_class_id INTEGER REFERENCES classes (id);
    ALTER TABLE boxes ADD COLUMN own_class_id INTEGER REFERENCES classes (id);
    CREATE INDEX images_of_merged ON images (own_class_id) WHERE own_class_id IS NOT NULL;
    CREATE INDEX boxes_of_merged ON boxes (own_class_id) WHERE own_class_id IS NOT NULL;
    CREATE INDEX boxes_by_class ON boxes (class_id);

    -- In the order in which they were done; those that were taken back are kept for the record.
    CREATE TABLE class_merges (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      from_class INTEGER NOT NULL REFERENCES classes (id),
      into_class INTEGER NOT NULL REFERENCES classes (id),
      merged_at TEXT NOT NULL,
      undone_at TEXT,
      CHECK (from_class <> into_class)
    ) STRICT;
  `,
};
