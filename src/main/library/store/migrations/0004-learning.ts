/** What learning from corrections needs: maps in versions, of which a run's boxes are drawn from one. */
import type { Migration } from './migrations.ts';

export const forLearning: Migration = {
  version: 4,
  sql: `
    -- The version of the refinement that the run's boxes are drawn by; 0: the one that its training made.
    ALTER TABLE runs ADD COLUMN version INTEGER NOT NULL DEFAULT 0 CHECK (version >= 0);

    CREATE TABLE map_versions (
      image_id INTEGER NOT NULL REFERENCES images (id),
      run_id INTEGER NOT NULL REFERENCES runs (id),
      version INTEGER NOT NULL CHECK (version >= 0),
      kind TEXT NOT NULL CHECK (kind IN ('activation', 'probability')),
      height INTEGER NOT NULL CHECK (height > 0),
      width INTEGER NOT NULL CHECK (width > 0),
      -- Row-major [height, width]. activation: IEEE half precision, little-endian. probability: see store/mapCells.ts.
      cells BLOB NOT NULL CHECK (kind <> 'activation' OR length(cells) = 2 * height * width),
      input_size REAL NOT NULL,
      first_centre REAL NOT NULL,
      stride REAL NOT NULL,
      -- How well independent estimates of the map's box agree, in [0, 1]; NULL: it is not refined.
      agreement REAL CHECK (agreement BETWEEN 0 AND 1),
      PRIMARY KEY (image_id, run_id, version)
    ) STRICT;
    INSERT INTO map_versions
      SELECT image_id, run_id, 0, kind, height, width, cells, input_size, first_centre, stride,
        (SELECT max(agreement) FROM boxes
         WHERE boxes.image_id = score_maps.image_id AND boxes.run_id = score_maps.run_id)
      FROM score_maps;
    DROP TABLE score_maps;

    -- The maps in use.
    CREATE VIEW score_maps AS
      SELECT image_id, run_id, kind, height, width, cells, input_size, first_centre, stride, agreement
      FROM map_versions JOIN runs ON runs.id = run_id AND runs.version = map_versions.version;

    CREATE TABLE learnings (
      run_id INTEGER NOT NULL REFERENCES runs (id),
      version INTEGER NOT NULL CHECK (version > 0),
      -- The version that it took the place of; NULL: that is no longer kept.
      earlier INTEGER CHECK (earlier >= 0),
      -- theta that boxes are best drawn at, where no person set another.
      threshold REAL NOT NULL CHECK (threshold >= 0 AND threshold < 1),
      -- Boxes that were learned from.
      corrections INTEGER NOT NULL CHECK (corrections > 0),
      -- Last line of the log of decisions by then.
      last_decision INTEGER NOT NULL,
      -- ISO 8601, UTC
      learned_at TEXT NOT NULL,
      -- What it changed: JSON, see shared/learning.ts; NULL until that is known.
      changes TEXT,
      PRIMARY KEY (run_id, version)
    ) STRICT;
  `,
};
