/** Boxes, predicted and drawn. */
import type { Database } from 'better-sqlite3';
import type { BoxRecord, ReviewState } from '../../../shared/domain.ts';
import type { Origin } from './derivations.ts';

export type NewBox = Omit<BoxRecord, 'id'>;

export interface BoxFilter {
  runId?: number;
  review?: ReviewState;
}

const facts = 'x, y, w, h, source, score, run_id AS runId, review';
/** As everyone but the log of decisions sees a box. */
const columns = `id, image_id AS imageId, class_id AS classId, ${facts}`;
/** With its own class, which may count as another. */
const ownColumns = `id, image_id AS imageId, coalesce(own_class_id, class_id) AS classId, ${facts}`;

const places = 'image_id, class_id, own_class_id, x, y, w, h, source, score, run_id, review';
/** The run may have been thrown away since a snapshot of the box was taken. */
const values = `@imageId, coalesce(merged_into, classes.id), iif(merged_into IS NULL, NULL, classes.id),
  @x, @y, @w, @h, @source, @score, (SELECT id FROM runs WHERE id = @runId), @review
  FROM classes WHERE classes.id = @classId`;

/** What a model gave and nobody has looked at. */
export const unreviewed = `source = 'predicted' AND review = 'unreviewed'`;

export class BoxTable {
  readonly #filtered;
  readonly #own;
  readonly #ownUnreviewed;
  readonly #ofImages;
  readonly #insert;
  readonly #write;
  readonly #setReview;
  readonly #remove;
  readonly #removeUnreviewed;
  readonly #isSettled;
  readonly #counts;

  constructor(db: Database) {
    this.#filtered = db.prepare<{ runId: number | null; review: string | null }, BoxRecord>(
      `SELECT ${columns} FROM boxes
       WHERE (@runId IS NULL OR run_id = @runId) AND (@review IS NULL OR review = @review) ORDER BY image_id, id`,
    );
    this.#own = db.prepare<[number], BoxRecord>(`SELECT ${ownColumns} FROM boxes WHERE id = ?`);
    this.#ownUnreviewed = db.prepare<[string], BoxRecord>(
      `SELECT ${ownColumns} FROM boxes
       WHERE id IN (SELECT value FROM json_each(?)) AND review = 'unreviewed' ORDER BY id`,
    );
    this.#ofImages = db.prepare<[string], BoxRecord>(
      `SELECT ${columns} FROM boxes WHERE image_id IN (SELECT value FROM json_each(?)) ORDER BY image_id, id`,
    );
    this.#insert = db
      .prepare<NewBox & Origin, number>(
        `INSERT INTO boxes (theta, reasons, agreement, ${places})
         SELECT @theta, @reasons, @agreement, ${values} RETURNING id`,
      )
      .pluck();
    this.#write = db.prepare<BoxRecord>(
      `INSERT INTO boxes (id, ${places}) SELECT @id, ${values}
       ON CONFLICT (id) DO UPDATE SET (${places}) = (${places
         .split(', ')
         .map((column) => `excluded.${column}`)
         .join(', ')})`,
    );
    this.#setReview = db.prepare<[string, number]>('UPDATE boxes SET review = ? WHERE id = ?');
    this.#remove = db.prepare<[number]>('DELETE FROM boxes WHERE id = ?');
    this.#removeUnreviewed = db.prepare<[number]>(`DELETE FROM boxes WHERE image_id = ? AND ${unreviewed}`);
    this.#isSettled = db
      .prepare<[number, number], number>(
        `SELECT EXISTS (SELECT 1 FROM boxes WHERE image_id = ? AND NOT (${unreviewed})
           AND class_id = (SELECT coalesce(merged_into, id) FROM classes WHERE id = ?))`,
      )
      .pluck();
    this.#counts = db.prepare<[], { review: ReviewState; count: number }>(
      'SELECT review, count(*) AS count FROM boxes GROUP BY review',
    );
  }

  list({ runId, review }: BoxFilter = {}): BoxRecord[] {
    return this.#filtered.all({ runId: runId ?? null, review: review ?? null });
  }

  /** With its own class, as the log of decisions keeps it: what is merged may be parted again. */
  own(id: number): BoxRecord | undefined {
    return this.#own.get(id);
  }

  /** Those of some boxes that nobody has looked at, in order of id, each with its own class. */
  ownUnreviewed(ids: readonly number[]): BoxRecord[] {
    return this.#ownUnreviewed.all(JSON.stringify(ids));
  }

  /** The boxes of some images, in order of image id and box id. */
  ofImages(imageIds: number[]): BoxRecord[] {
    return this.#ofImages.all(JSON.stringify(imageIds));
  }

  add(box: NewBox, origin: Origin = { theta: null, reasons: 0, agreement: null }): number {
    const id = this.#insert.get({ ...box, ...origin });
    if (id === undefined) throw new Error(`There is no class ${box.classId} for a new box.`);
    return id;
  }

  /** Stores a box, given with its own class, under its own id, whether it is there already or not. */
  write(box: BoxRecord): void {
    if (this.#write.run(box).changes === 0)
      throw new Error(`There is no class ${box.classId} for box ${box.id}.`);
  }

  setReview(id: number, review: ReviewState): void {
    this.#setReview.run(review, id);
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

  counts(): Record<ReviewState, number> {
    const counts = { unreviewed: 0, accepted: 0, edited: 0, rejected: 0 };
    for (const { review, count } of this.#counts.all()) counts[review] = count;
    return counts;
  }
}
