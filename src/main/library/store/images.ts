/** Images: where they are, what they hold, whether they are still there. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { ImageRecord } from '../../../shared/domain.ts';

/** Everything import knows of a new image. */
export interface NewImage {
  sourceId: number;
  relativePath: string;
  sortKey: string;
  classId: number;
  contentHash: string;
  byteSize: number;
  modifiedMs: number;
  format: string;
  width: number;
  height: number;
  orientation: number;
}

/** What tells an untouched file from a changed one. */
export interface KnownFile {
  id: number;
  contentHash: string;
  byteSize: number;
  modifiedMs: number;
  status: ImageRecord['status'];
}

export interface Twin {
  id: number;
  classId: number;
  className: string;
  relativePath: string;
}

/** Place of an image in the stable order, for reading on after it. */
interface Place {
  classId: number;
  sortKey: string;
  id: number;
}

type ImageRow = Omit<ImageRecord, 'path'> & { root: string; sortKey: string };

const columns = `
  images.id, images.class_id AS classId, classes.name AS className, sources.root, relative_path AS relativePath,
  width, height, orientation, content_hash AS contentHash, byte_size AS byteSize, status, sort_key AS sortKey
  FROM images JOIN classes ON classes.id = images.class_id JOIN sources ON sources.id = images.source_id`;

export class ImageTable {
  readonly #one;
  readonly #page;
  readonly #count;
  readonly #known;
  readonly #twins;
  readonly #insert;
  readonly #touch;
  readonly #setStatus;
  readonly #location;

  constructor(db: Database) {
    this.#one = db.prepare<[number], ImageRow>(`SELECT ${columns} WHERE images.id = ?`);
    this.#page = db.prepare<[number, string, number, number], ImageRow>(
      `SELECT ${columns} WHERE class_id = ? AND (sort_key, images.id) > (?, ?)
       ORDER BY sort_key, images.id LIMIT ?`,
    );
    this.#count = db.prepare<[], number>('SELECT count(*) FROM images').pluck();
    this.#known = db.prepare<[number, string], KnownFile>(
      `SELECT id, content_hash AS contentHash, byte_size AS byteSize, modified_ms AS modifiedMs, status
       FROM images WHERE source_id = ? AND relative_path = ?`,
    );
    this.#twins = db.prepare<[string], Twin>(
      `SELECT images.id, class_id AS classId, classes.name AS className, relative_path AS relativePath
       FROM images JOIN classes ON classes.id = class_id WHERE content_hash = ? ORDER BY images.id`,
    );
    this.#insert = db.prepare<NewImage>(
      `INSERT INTO images (source_id, relative_path, sort_key, class_id, content_hash, byte_size, modified_ms,
         format, width, height, orientation)
       VALUES (@sourceId, @relativePath, @sortKey, @classId, @contentHash, @byteSize, @modifiedMs,
         @format, @width, @height, @orientation)`,
    );
    this.#touch = db.prepare<[number, number, number]>(
      'UPDATE images SET byte_size = ?, modified_ms = ? WHERE id = ?',
    );
    this.#setStatus = db.prepare<[string, number]>('UPDATE images SET status = ? WHERE id = ?');
    this.#location = db.prepare<[number], { sourceId: number; relativePath: string }>(
      'SELECT source_id AS sourceId, relative_path AS relativePath FROM images WHERE id = ?',
    );
  }

  get(id: number): ImageRecord | undefined {
    const row = this.#one.get(id);
    return row && toRecord(row);
  }

  count(): number {
    return this.#count.get() as number;
  }

  /** The images of the classes given, class by class, each class's in natural order of their paths; a few at a time. */
  *pages(classIds: number[], pageSize: number): Generator<ImageRecord[]> {
    for (const classId of classIds) {
      let place: Place = { classId, sortKey: '', id: 0 };
      for (;;) {
        const rows = this.#page.all(place.classId, place.sortKey, place.id, pageSize);
        const last = rows.at(-1);
        if (last === undefined) break;
        yield rows.map(toRecord);
        place = { classId, sortKey: last.sortKey, id: last.id };
      }
    }
  }

  known(sourceId: number, relativePath: string): KnownFile | undefined {
    return this.#known.get(sourceId, relativePath);
  }

  /** Images with the same bytes, the oldest first. */
  twins(contentHash: string): Twin[] {
    return this.#twins.all(contentHash);
  }

  add(image: NewImage): void {
    this.#insert.run(image);
  }

  /** Notes a new time of change of a file whose content is the same. */
  touch(id: number, byteSize: number, modifiedMs: number): void {
    this.#touch.run(byteSize, modifiedMs, id);
  }

  setStatus(id: number, status: ImageRecord['status']): void {
    this.#setStatus.run(status, id);
  }

  location(id: number): { sourceId: number; relativePath: string } | undefined {
    return this.#location.get(id);
  }
}

function toRecord({ root, sortKey: _, ...row }: ImageRow): ImageRecord {
  return { ...row, path: join(root, row.relativePath) };
}
