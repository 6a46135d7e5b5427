/** Score maps, kept in half precision: three digits are enough for boxes, and a 17 x 17 map takes 578 bytes. */
import type { Database } from 'better-sqlite3';
import type { ScoreMap } from '../../../shared/scoreMap.ts';

interface MapRow {
  height: number;
  width: number;
  cells: Buffer;
  inputSize: number;
  firstCentre: number;
  stride: number;
}

const columns = 'height, width, cells, input_size AS inputSize, first_centre AS firstCentre, stride';

export class ScoreMapTable {
  readonly #ofRun;
  readonly #latest;
  readonly #write;
  readonly #cells;
  readonly #remove;

  constructor(db: Database) {
    this.#ofRun = db.prepare<[number, number], MapRow>(
      `SELECT ${columns} FROM score_maps WHERE image_id = ? AND run_id = ?`,
    );
    this.#latest = db.prepare<[number], MapRow>(
      `SELECT ${columns} FROM score_maps WHERE image_id = ? ORDER BY run_id DESC LIMIT 1`,
    );
    this.#write = db.prepare<MapRow & { imageId: number; runId: number }>(
      `INSERT OR REPLACE INTO score_maps
         (image_id, run_id, height, width, cells, input_size, first_centre, stride)
       VALUES (@imageId, @runId, @height, @width, @cells, @inputSize, @firstCentre, @stride)`,
    );
    this.#remove = db.prepare<[number]>('DELETE FROM score_maps WHERE run_id = ?');
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

  /** Throws the maps of a run away. */
  removeOf(runId: number): void {
    this.#remove.run(runId);
  }

  /** The stored bytes, for comparing. */
  cells(imageId: number, runId: number): Buffer | undefined {
    return this.#cells.get(imageId, runId);
  }

  write(imageId: number, runId: number, map: ScoreMap): void {
    const { height, width, geometry } = map;
    this.#write.run({ imageId, runId, height, width, cells: pack(map.values), ...geometry });
  }
}

function toMap({ height, width, cells, ...geometry }: MapRow): ScoreMap {
  return { height, width, values: unpack(cells), geometry };
}

function pack(values: Float32Array): Buffer {
  const cells = Buffer.alloc(values.length * 2);
  const view = new DataView(cells.buffer, cells.byteOffset, cells.byteLength);
  values.forEach((value, i) => view.setFloat16(2 * i, value, true));
  return cells;
}

function unpack(cells: Buffer): Float32Array {
  const view = new DataView(cells.buffer, cells.byteOffset, cells.byteLength);
  const values = new Float32Array(cells.length / 2);
  // A plain loop: ten times as fast as Float32Array.from, and a slider unpacks ten thousand maps.
  for (let i = 0; i < values.length; i += 1) values[i] = view.getFloat16(2 * i, true);
  return values;
}
