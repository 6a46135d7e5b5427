/** Boxes, predicted and drawn. */
import type { Database } from 'better-sqlite3';
import type { BoxRecord, ReviewState } from '../../../shared/domain.ts';

export type NewBox = Omit<BoxRecord, 'id'>;

export interface BoxFilter {
  runId?: number;
  review?: ReviewState;
}

const columns =
  'id, image_id AS imageId, class_id AS classId, x, y, w, h, source, score, run_id AS runId, review';
const values = '@imageId, @classId, @x, @y, @w, @h, @source, @score, @runId, @review';
const places = 'image_id, class_id, x, y, w, h, source, score, run_id, review';

export class BoxTable {
  readonly #filtered;
  readonly #one;
  readonly #ofImages;
  readonly #insert;
  readonly #write;
  readonly #remove;
  readonly #removeUnreviewed;
  readonly #isSettled;

  constructor(db: Database) {
    this.#filtered = db.prepare<{ runId: number | null; review: string | null }, BoxRecord>(
      `SELECT ${columns} FROM boxes
       WHERE (@runId IS NULL OR run_id = @runId) AND (@review IS NULL OR review = @review) ORDER BY image_id, id`,
    );
    this.#one = db.prepare<[number], BoxRecord>(`SELECT ${columns} FROM boxes WHERE id = ?`);
    this.#ofImages = db.prepare<[string], BoxRecord>(
      `SELECT ${columns} FROM boxes WHERE image_id IN (SELECT value FROM json_each(?)) ORDER BY image_id, id`,
    );
    this.#insert = db
      .prepare<NewBox, number>(`INSERT INTO boxes (${places}) VALUES (${values}) RETURNING id`)
      .pluck();
    this.#write = db.prepare<BoxRecord>(
      `INSERT OR REPLACE INTO boxes (id, ${places}) VALUES (@id, ${values})`,
    );
    this.#remove = db.prepare<[number]>('DELETE FROM boxes WHERE id = ?');
    this.#removeUnreviewed = db.prepare<[number]>(
      `DELETE FROM boxes WHERE image_id = ? AND source = 'predicted' AND review = 'unreviewed'`,
    );
    this.#isSettled = db
      .prepare<[number, number], number>(
        `SELECT EXISTS (SELECT 1 FROM boxes WHERE image_id = ? AND class_id = ?
           AND (source <> 'predicted' OR review <> 'unreviewed'))`,
      )
      .pluck();
  }

  list({ runId, review }: BoxFilter = {}): BoxRecord[] {
    return this.#filtered.all({ runId: runId ?? null, review: review ?? null });
  }

  get(id: number): BoxRecord | undefined {
    return this.#one.get(id);
  }

  /** The boxes of some images, in order of image id and box id. */
  ofImages(imageIds: number[]): BoxRecord[] {
    return this.#ofImages.all(JSON.stringify(imageIds));
  }

  add(box: NewBox): number {
    return this.#insert.get(box) as number;
  }

  /** Stores a box under its own id, whether it is there already or not. */
  write(box: BoxRecord): void {
    this.#write.run(box);
  }

  remove(id: number): void {
    this.#remove.run(id);
  }

  /** Takes away what a model gave and no person has looked at. */
  removeUnreviewed(imageId: number): void {
    this.#removeUnreviewed.run(imageId);
  }

  /** Whether a person (or an imported annotation) has already had a say on this class in this image. */
  isSettled(imageId: number, classId: number): boolean {
    return this.#isSettled.get(imageId, classId) === 1;
  }
}
