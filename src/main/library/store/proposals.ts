/** Boxes of images with what is needed to draw those anew that nobody has looked at. */
import type { Database } from 'better-sqlite3';
import type { BoxRecord } from '../../../shared/domain.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { MapKind } from '../../../shared/scoreMap.ts';
import type { Origin } from './derivations.ts';

/** A box, of the class that it counts as, with the facts of its image. */
export interface BoxInImage extends Omit<BoxRecord, 'classId'> {
  classId: number;
  /** The class that the image counts as, and its own. */
  imageClassId: number;
  ownImageClassId: number;
  /** At which the box was derived last; null: it is not known, or it is out of date. */
  theta: number | null;
  /** Of the map of its run; null: there is none. */
  kind: MapKind | null;
  /** How well estimates of that map's box agree; null: it is not refined. */
  agreement: number | null;
  /** Upright size of the image in pixels. */
  width: number;
  height: number;
}

export class ProposalTable {
  readonly #ofImages;
  readonly #write;
  readonly #outdate;
  readonly #imagesOf;

  constructor(db: Database) {
    this.#ofImages = db.prepare<[string], BoxInImage>(
      `SELECT boxes.id, boxes.image_id AS imageId, boxes.class_id AS classId, x, y, w, h, source, score,
         run_id AS runId, review, theta, kind, score_maps.agreement, images.width, images.height, images.class_id AS imageClassId,
         coalesce(images.own_class_id, images.class_id) AS ownImageClassId
       FROM (SELECT DISTINCT value AS wanted FROM json_each(?)) CROSS JOIN boxes ON image_id = wanted
         JOIN images ON images.id = image_id
         LEFT JOIN score_maps USING (image_id, run_id)
       ORDER BY boxes.image_id, boxes.id`,
    );
    this.#write = db.prepare<Box & Origin & { id: number }>(
      `UPDATE boxes SET x = @x, y = @y, w = @w, h = @h, theta = @theta, reasons = @reasons, agreement = @agreement
       WHERE id = @id`,
    );
    this.#outdate = db.prepare<[number | null]>(
      `UPDATE boxes SET theta = NULL
       WHERE source = 'predicted' AND theta IS NOT NULL AND class_id = coalesce(?, class_id)`,
    );
    this.#imagesOf = db
      .prepare<[number | null], number>(
        `SELECT DISTINCT image_id FROM boxes WHERE source = 'predicted' AND run_id IS NOT NULL
           AND class_id = coalesce(?, class_id) ORDER BY image_id`,
      )
      .pluck();
  }

  /** All boxes of each of some images, in order of their ids; images without boxes are left out. */
  ofImages(imageIds: readonly number[]): BoxInImage[][] {
    const rows = this.#ofImages.all(JSON.stringify(imageIds));
    return [...Map.groupBy(rows, ({ imageId }) => imageId).values()];
  }

  write(id: number, { x, y, w, h }: Box, origin: Origin): void {
    this.#write.run({ id, x, y, w, h, ...origin });
  }

  /** Boxes of a class or (null) of all are to be drawn anew, or will be as soon as an undo makes them unreviewed again. */
  outdate(classId: number | null): void {
    this.#outdate.run(classId);
  }

  /** In order; images with predicted boxes, reviewed ones too, of a class or (null) of all. */
  imagesOf(classId: number | null): number[] {
    return this.#imagesOf.all(classId);
  }
}

/** Whether a model gave a box, with a map to derive it from, and nobody has looked at it. */
export function isOpen({ source, review, score, kind }: BoxInImage): boolean {
  return source === 'predicted' && review === 'unreviewed' && score !== null && kind !== null;
}
