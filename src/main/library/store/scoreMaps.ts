/**
 * Score maps, in the version that is in use of each run, and those of other versions beside them; mapCells.ts has how their
 * cells are kept.
 */
import type { Database } from 'better-sqlite3';
import type { MapKind, ScoreMap } from '../../../shared/scoreMap.ts';
import { cellCodecs } from './mapCells.ts';

interface MapRow {
  kind: MapKind;
  height: number;
  width: number;
  cells: Buffer;
  inputSize: number;
  firstCentre: number;
  stride: number;
}

/** Where a map belongs. */
export interface NewMap {
  imageId: number;
  runId: number;
  /** How well independent estimates of the map's box agree, in [0, 1]; null: it was not refined. */
  agreement: number | null;
}

const columns = 'kind, height, width, cells, input_size AS inputSize, first_centre AS firstCentre, stride';

export class ScoreMapTable {
  readonly #ofRun;
  readonly #latest;
  readonly #write;
  readonly #cells;
  readonly #imageIds;
  readonly #remove;
  readonly #keepVersions;

  constructor(db: Database) {
    this.#ofRun = db.prepare<[number, number], MapRow>(
      `SELECT ${columns} FROM score_maps WHERE image_id = ? AND run_id = ?`,
    );
    this.#latest = db.prepare<[number], MapRow>(
      `SELECT ${columns} FROM score_maps WHERE image_id = ? ORDER BY run_id DESC LIMIT 1`,
    );
    this.#write = db.prepare<MapRow & NewMap & { version: number | null }>(
      `INSERT OR REPLACE INTO map_versions
         (image_id, run_id, version, kind, height, width, cells, input_size, first_centre, stride, agreement)
       VALUES (@imageId, @runId, coalesce(@version, (SELECT version FROM runs WHERE id = @runId)),
         @kind, @height, @width, @cells, @inputSize, @firstCentre, @stride, @agreement)`,
    );
    this.#imageIds = db.prepare<[number], number>('SELECT image_id FROM score_maps WHERE run_id = ?').pluck();
    this.#remove = db.prepare<[number]>('DELETE FROM map_versions WHERE run_id = ?');
    this.#keepVersions = db.prepare<[number, string]>(
      'DELETE FROM map_versions WHERE run_id = ? AND version NOT IN (SELECT value FROM json_each(?))',
    );
    this.#cells = db
      .prepare<[number, number], Buffer>('SELECT cells FROM score_maps WHERE image_id = ? AND run_id = ?')
      .pluck();
  }

  /** The map of a run, or of the latest run that has one. */
  get(imageId: number, runId?: number): ScoreMap | undefined {
    const row = runId === undefined ? this.#latest.get(imageId) : this.#ofRun.get(imageId, runId);
    if (row === undefined) return undefined;
    return toMap(row);
  }

  /** Images that have a map of a run, in no order. */
  imageIds(runId: number): number[] {
    return this.#imageIds.all(runId);
  }

  /** Throws the maps of a run away. */
  removeOf(runId: number): void {
    this.#remove.run(runId);
  }

  /** The stored bytes, for comparing. */
  cells(imageId: number, runId: number): Buffer | undefined {
    return this.#cells.get(imageId, runId);
  }

  /** Throws those of a run away that are of none of some versions. */
  keepVersions(runId: number, versions: readonly number[]): void {
    this.#keepVersions.run(runId, JSON.stringify(versions));
  }

  /** @param version null: the one in use. */
  write(place: NewMap, map: ScoreMap, version: number | null = null): void {
    const { kind, height, width, geometry } = map;
    const cells = cellCodecs[kind].pack(map.values, map);
    this.#write.run({ ...place, version, kind, height, width, cells, ...geometry });
  }
}

function toMap({ kind, height, width, cells, ...geometry }: MapRow): ScoreMap {
  return { kind, height, width, values: cellCodecs[kind].unpack(cells, { height, width }), geometry };
}
