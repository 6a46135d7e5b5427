/** The first shape of library.sqlite. */
import type { Migration } from './migrations.ts';

export const initial: Migration = {
  version: 1,
  sql: `
    -- 'BxWr': tells a project from any other SQLite file.
    PRAGMA application_id = 0x42785772;

    -- Folders that were imported; image paths are below one of them.
    CREATE TABLE sources (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      root TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE classes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      position INTEGER NOT NULL
    ) STRICT;

    -- A class may be renamed or merged; the folders it came from keep leading to it.
    CREATE TABLE class_folders (
      folder TEXT PRIMARY KEY NOT NULL,
      class_id INTEGER NOT NULL REFERENCES classes (id)
    ) STRICT;

    CREATE TABLE images (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source_id INTEGER NOT NULL REFERENCES sources (id),
      relative_path TEXT NOT NULL,
      -- Orders paths as people do (image2 before image10) by plain byte comparison.
      sort_key TEXT NOT NULL,
      class_id INTEGER NOT NULL REFERENCES classes (id),
      content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
      byte_size INTEGER NOT NULL,
      -- Milliseconds since 1970; with the size it tells an untouched file without reading it.
      modified_ms REAL NOT NULL,
      format TEXT NOT NULL,
      width INTEGER NOT NULL CHECK (width > 0),
      height INTEGER NOT NULL CHECK (height > 0),
      orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
      status TEXT NOT NULL DEFAULT 'ok' CHECK (status IN ('ok', 'missing')),
      UNIQUE (source_id, relative_path)
    ) STRICT;
    CREATE INDEX images_in_order ON images (class_id, sort_key, id);
    CREATE INDEX images_by_content ON images (content_hash);

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recipe TEXT NOT NULL,
      seed INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'cancelled', 'failed')),
      params TEXT NOT NULL CHECK (json_valid(params)),
      summary TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(summary)),
      started_at TEXT NOT NULL,
      finished_at TEXT
    ) STRICT;
    CREATE INDEX runs_by_fingerprint ON runs (fingerprint);

    -- AUTOINCREMENT: the log below names boxes that may be gone, so no id may be given twice.
    CREATE TABLE boxes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      image_id INTEGER NOT NULL REFERENCES images (id),
      class_id INTEGER NOT NULL REFERENCES classes (id),
      x REAL NOT NULL,
      y REAL NOT NULL,
      w REAL NOT NULL CHECK (w > 0),
      h REAL NOT NULL CHECK (h > 0),
      source TEXT NOT NULL CHECK (source IN ('predicted', 'drawn', 'imported')),
      score REAL CHECK (score BETWEEN 0 AND 1),
      run_id INTEGER REFERENCES runs (id),
      review TEXT NOT NULL CHECK (review IN ('unreviewed', 'accepted', 'edited', 'rejected'))
    ) STRICT;
    CREATE INDEX boxes_by_image ON boxes (image_id);
    CREATE INDEX boxes_by_run ON boxes (run_id);

    CREATE TABLE score_maps (
      image_id INTEGER NOT NULL REFERENCES images (id),
      run_id INTEGER NOT NULL REFERENCES runs (id),
      height INTEGER NOT NULL CHECK (height > 0),
      width INTEGER NOT NULL CHECK (width > 0),
      -- Row-major [height, width], IEEE half precision, little-endian.
      cells BLOB NOT NULL CHECK (length(cells) = 2 * height * width),
      input_size REAL NOT NULL,
      first_centre REAL NOT NULL,
      stride REAL NOT NULL,
      PRIMARY KEY (image_id, run_id)
    ) STRICT;

    CREATE TABLE problems (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES sources (id),
      relative_path TEXT NOT NULL,
      kind TEXT NOT NULL,
      reason TEXT NOT NULL,
      UNIQUE (source_id, relative_path, kind)
    ) STRICT;

    -- Every decision of a person, in order, never changed. A decision stores the box before and after it as
    -- JSON (null: no such box); undo and redo store which decision they reach back to. parent_id is the
    -- decision that was in effect last when this one was taken: undo steps from a decision to its parent.
    CREATE TABLE decisions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL
        CHECK (kind IN ('accept', 'reject', 'edit', 'draw', 'delete', 'set-class', 'undo', 'redo')),
      image_id INTEGER NOT NULL REFERENCES images (id),
      box_id INTEGER NOT NULL,
      before_box TEXT CHECK (json_valid(before_box)),
      after_box TEXT CHECK (json_valid(after_box)),
      parent_id INTEGER REFERENCES decisions (id),
      target_id INTEGER REFERENCES decisions (id),
      decided_at TEXT NOT NULL,
      CHECK ((target_id IS NOT NULL) = (kind IN ('undo', 'redo')))
    ) STRICT;
    CREATE INDEX decisions_by_parent ON decisions (parent_id, id);
    CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
      BEGIN SELECT RAISE(ABORT, 'the log of decisions is append-only'); END;
    CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
      BEGIN SELECT RAISE(ABORT, 'the log of decisions is append-only'); END;
  `,
};
