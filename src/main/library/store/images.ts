/** Images: where they are, what they hold, whether they are still there. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { ImageRecord } from '../../../shared/domain.ts';
import type { ImageFormat } from '../../imaging/formats.ts';

/** What tells where an original is and whether it is still what was imported. */
export interface OriginalFile {
  id: number;
  path: string;
  contentHash: string;
  byteSize: number;
  modifiedMs: number;
  format: ImageFormat;
  /** Upright size in pixels. */
  width: number;
  height: number;
  orientation: number;
}

/** Everything import knows of a new image. */
export interface NewImage {
  sourceId: number;
  relativePath: string;
  sortKey: string;
  /** Its own class, which may count as another. */
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

type OriginalRow = Omit<OriginalFile, 'path'> & { root: string; relativePath: string };

const originals = `SELECT images.id, root, relative_path AS relativePath, content_hash AS contentHash,
  byte_size AS byteSize, modified_ms AS modifiedMs, format, width, height, orientation
  FROM images JOIN sources ON sources.id = images.source_id`;

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
  readonly #original;
  readonly #ofSource;
  readonly #ids;
  readonly #first;

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
    this.#insert = db
      .prepare<NewImage, number>(
        `INSERT INTO images (source_id, relative_path, sort_key, class_id, own_class_id, content_hash, byte_size,
           modified_ms, format, width, height, orientation)
         SELECT @sourceId, @relativePath, @sortKey, coalesce(merged_into, id), iif(merged_into IS NULL, NULL, id),
           @contentHash, @byteSize, @modifiedMs, @format, @width, @height, @orientation
         FROM classes WHERE id = @classId RETURNING id`,
      )
      .pluck();
    this.#touch = db.prepare<[number, number, number]>(
      'UPDATE images SET byte_size = ?, modified_ms = ? WHERE id = ?',
    );
    this.#setStatus = db.prepare<[string, number]>('UPDATE images SET status = ? WHERE id = ?');
    this.#location = db.prepare<[number], { sourceId: number; relativePath: string }>(
      'SELECT source_id AS sourceId, relative_path AS relativePath FROM images WHERE id = ?',
    );
    this.#original = db.prepare<[number], OriginalRow>(`${originals} WHERE images.id = ?`);
    this.#ofSource = db.prepare<[number, number], OriginalRow>(
      `${originals} WHERE source_id = ? AND images.id > ? ORDER BY images.id LIMIT 500`,
    );
    this.#first = db
      .prepare<[number], number>('SELECT id FROM images WHERE class_id = ? ORDER BY sort_key, id LIMIT 1')
      .pluck();
    this.#ids = db
      .prepare<[], number>(
        'SELECT images.id FROM images JOIN classes ON classes.id = class_id ORDER BY position, class_id, sort_key',
      )
      .pluck();
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

  /** @returns its id. */
  add(image: NewImage): number {
    const id = this.#insert.get(image);
    if (id === undefined) throw new Error(`There is no class ${image.classId} for a new image.`);
    return id;
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

  original(id: number): OriginalFile | undefined {
    const row = this.#original.get(id);
    return row && toOriginal(row);
  }

  /** All images of an imported folder in order of id, with their paths below it; some hundred in memory at a time. */
  *ofSource(sourceId: number): Generator<OriginalFile & { relativePath: string }> {
    for (let after = 0; ;) {
      const rows = this.#ofSource.all(sourceId, after);
      yield* rows.map((row) => ({ ...toOriginal(row), relativePath: row.relativePath }));
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  /** The first image of a class; undefined when it has none. */
  firstOf(classId: number): number | undefined {
    return this.#first.get(classId);
  }

  /** In the order of the classes, then naturally by path. */
  ids(): number[] {
    return this.#ids.all();
  }
}

function toRecord({ root, sortKey: _, ...row }: ImageRow): ImageRecord {
  return { ...row, path: join(root, row.relativePath) };
}

function toOriginal({ root, relativePath, ...facts }: OriginalRow): OriginalFile {
  return { ...facts, path: join(root, relativePath) };
}
