/** How boxes came from score maps: what is needed to derive them anew, and at which theta they were derived last. */
import type { Database } from 'better-sqlite3';
import type { Box } from '../../../shared/geometry.ts';
import { unreviewed } from './boxes.ts';

/** Which theta an unreviewed predicted box was derived at. */
export interface ThetaUse {
  imageId: number;
  classId: number;
  theta: number | null;
}

/** How a predicted box came from its map; no part of its snapshots, it stays with the row. */
export interface Derivation {
  /** null for boxes that have no map. */
  theta: number | null;
  /** See shared/suspicion.ts. */
  reasons: number;
}

/** An unreviewed predicted box with what is needed to derive it anew from the map of its run. */
export interface DerivedBox {
  id: number;
  imageId: number;
  classId: number;
  runId: number;
  /** At which it was derived last; null: it is not known. */
  theta: number | null;
  score: number;
  /** Upright size of the image in pixels. */
  width: number;
  height: number;
}

export class DerivationTable {
  readonly #derived;
  readonly #write;
  readonly #unreviewedImages;
  readonly #thetas;
  readonly #sample;

  constructor(db: Database) {
    this.#derived = db.prepare<[string], DerivedBox>(
      `SELECT boxes.id, image_id AS imageId, boxes.class_id AS classId, run_id AS runId, theta, score, width, height
       FROM json_each(?) CROSS JOIN boxes ON image_id = json_each.value JOIN images ON images.id = image_id
       WHERE ${unreviewed} AND run_id IS NOT NULL AND score IS NOT NULL`,
    );
    this.#write = db.prepare<Box & Derivation & { id: number }>(
      'UPDATE boxes SET x = @x, y = @y, w = @w, h = @h, theta = @theta, reasons = @reasons WHERE id = @id',
    );
    this.#unreviewedImages = db
      .prepare<[number | null, string], number>(
        `SELECT DISTINCT image_id FROM boxes WHERE ${unreviewed} AND class_id = coalesce(?, class_id)
           AND class_id NOT IN (SELECT value FROM json_each(?)) ORDER BY image_id`,
      )
      .pluck();
    this.#sample = db.prepare<[number | null, number], { imageId: number; runId: number }>(
      `SELECT image_id AS imageId, run_id AS runId FROM boxes JOIN images ON images.id = image_id
       WHERE source = 'predicted' AND run_id IS NOT NULL AND boxes.class_id = coalesce(?, boxes.class_id)
       ORDER BY content_hash LIMIT ?`,
    );
    this.#thetas = db.prepare<[], ThetaUse>(
      `SELECT image_id AS imageId, class_id AS classId, theta FROM boxes
       WHERE ${unreviewed} AND run_id IS NOT NULL ORDER BY image_id`,
    );
  }

  /** The boxes of some images that may be derived anew. */
  of(imageIds: readonly number[]): DerivedBox[] {
    return this.#derived.all(JSON.stringify(imageIds));
  }

  write(id: number, { x, y, w, h }: Box, derivation: Derivation): void {
    this.#write.run({ id, x, y, w, h, ...derivation });
  }

  /** In order; images with boxes that may be derived anew, of one class or (null) of all but some. */
  unreviewedImageIds(classId: number | null, exceptClasses: readonly number[]): number[] {
    const except = classId === null ? exceptClasses : [];
    return this.#unreviewedImages.all(classId, JSON.stringify(except));
  }

  /** Of all boxes that may be derived anew, in order of their images. */
  thetas(): ThetaUse[] {
    return this.#thetas.all();
  }

  /** Where the maps of some predicted boxes are: a choice at random, of one class or (null) of all, always the same. */
  sample(classId: number | null, most: number): { imageId: number; runId: number }[] {
    return this.#sample.all(classId, most);
  }
}
