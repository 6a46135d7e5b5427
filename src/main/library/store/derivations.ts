/** How boxes came from score maps: what is needed to derive them anew, and at which theta they were derived last. */
import type { Database } from 'better-sqlite3';
import type { MapKind } from '../../../shared/scoreMap.ts';
import { unreviewed } from './boxes.ts';

/** Which theta an unreviewed predicted box was derived at. */
export interface ThetaUse {
  imageId: number;
  classId: number;
  /** Of the map that it is derived from. */
  kind: MapKind;
  theta: number | null;
}

/** How a predicted box came from its map; no part of its snapshots, it stays with the row. */
export interface Derivation {
  /** null for boxes that have no map. */
  theta: number | null;
  /** See shared/suspicion.ts. */
  reasons: number;
}

/** With how well independent estimates of the box agree, in [0, 1], which no theta changes; null: it was not refined. */
export interface Origin extends Derivation {
  agreement: number | null;
}

export class DerivationTable {
  readonly #toDerive;
  readonly #thetas;
  readonly #outdate;
  readonly #sample;

  constructor(db: Database) {
    this.#toDerive = db
      .prepare<{ classId: number | null; except: string; several: string }, number>(
        `SELECT DISTINCT image_id FROM boxes
         WHERE (${unreviewed} OR source = 'predicted' AND class_id IN (SELECT value FROM json_each(@several)))
           AND class_id = coalesce(@classId, class_id)
           AND class_id NOT IN (SELECT value FROM json_each(@except)) ORDER BY image_id`,
      )
      .pluck();
    this.#sample = db.prepare<[number | null, number], { imageId: number; runId: number }>(
      `SELECT image_id AS imageId, run_id AS runId FROM boxes JOIN images ON images.id = image_id
       WHERE source = 'predicted' AND run_id IS NOT NULL AND boxes.class_id = coalesce(?, boxes.class_id)
       ORDER BY content_hash LIMIT ?`,
    );
    this.#thetas = db.prepare<[], ThetaUse>(
      `SELECT boxes.image_id AS imageId, class_id AS classId, kind, theta
       FROM boxes JOIN score_maps USING (image_id, run_id) WHERE ${unreviewed} ORDER BY boxes.image_id`,
    );
    this.#outdate = db.prepare<{ imageId: number | null; runId: number }>(
      `UPDATE boxes SET theta = NULL
       WHERE image_id = coalesce(@imageId, image_id) AND run_id = @runId AND source = 'predicted'`,
    );
  }

  /**
   * The run's map of an image, or (null) of all, is another now: its box is to be derived from that, a reviewed one as soon as
   * it becomes unreviewed again. How well estimates agreed when a box was reviewed stays with it.
   */
  outdate(imageId: number | null, runId: number): void {
    this.#outdate.run({ imageId, runId });
  }

  /**
   * In order; images with boxes that may be derived anew, of one class or (null) of all but some, and all those with
   * predicted boxes of classes of several objects an image, which may get further ones.
   */
  imagesToDerive(
    classId: number | null,
    { except, several }: { except: readonly number[]; several: readonly number[] },
  ): number[] {
    const exceptions = JSON.stringify(classId === null ? except : []);
    return this.#toDerive.all({ classId, except: exceptions, several: JSON.stringify(several) });
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
