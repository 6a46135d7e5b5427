/** What refinement needs: maps of two kinds, and how well estimates of a box agree. */
import type { Migration } from './migrations.ts';

export const forRefinement: Migration = {
  version: 3,
  sql: `
    -- How well independent estimates of the box agree, in [0, 1]; NULL: the box was not refined.
    ALTER TABLE boxes ADD COLUMN agreement REAL CHECK (agreement BETWEEN 0 AND 1);

    -- A CHECK cannot be changed: the table is made anew, and the maps that are there are of the first kind.
    CREATE TABLE score_maps_of_kinds (
      image_id INTEGER NOT NULL REFERENCES images (id),
      run_id INTEGER NOT NULL REFERENCES runs (id),
      kind TEXT NOT NULL CHECK (kind IN ('activation', 'probability')),
      height INTEGER NOT NULL CHECK (height > 0),
      width INTEGER NOT NULL CHECK (width > 0),
      -- Row-major [height, width]. activation: IEEE half precision, little-endian. probability: see store/mapCells.ts.
      cells BLOB NOT NULL CHECK (kind <> 'activation' OR length(cells) = 2 * height * width),
      input_size REAL NOT NULL,
      first_centre REAL NOT NULL,
      stride REAL NOT NULL,
      PRIMARY KEY (image_id, run_id)
    ) STRICT;
    INSERT INTO score_maps_of_kinds
      (image_id, run_id, kind, height, width, cells, input_size, first_centre, stride)
      SELECT image_id, run_id, 'activation', height, width, cells, input_size, first_centre, stride FROM score_maps;
    DROP TABLE score_maps;
    ALTER TABLE score_maps_of_kinds RENAME TO score_maps;
  `,
};
