/** Images and boxes as typed arrays, for windows that hold all of them. */
import type { Database, Statement } from 'better-sqlite3';
import { boxSources } from '../../../shared/appDomain.ts';
import type { BoxColumns, ImageColumns } from '../../../shared/appDomain.ts';
import { reviewStates } from '../../../shared/domain.ts';
import { DISAGREE_BELOW, bitOf } from '../../../shared/suspicion.ts';

type ImageRow = [id: number, classId: number, width: number, height: number, name: string, isMissing: number];
type BoxRow = [
  ...[id: number, imageId: number, classId: number],
  ...[x: number, y: number, w: number, h: number],
  ...[review: number, source: number, score: number | null, reasons: number, agreement: number | null],
];

const images = `SELECT images.id, class_id, width, height, relative_path, status = 'missing'
  FROM images JOIN classes ON classes.id = class_id`;
const imageOrder = 'ORDER BY position, class_id, sort_key, images.id';

/** CASE with the place of each word in a list. */
function codeOf(column: string, words: readonly string[]): string {
  return `CASE ${column} ${words.map((word, code) => `WHEN '${word}' THEN ${code}`).join(' ')} END`;
}

/** That estimates disagree is seen in the agreement itself, which comes and changes with refinement. */
const boxes = `SELECT id, image_id, class_id, x, y, w, h, ${codeOf('review', reviewStates)},
  ${codeOf('source', boxSources)}, score,
  iif(review = 'unreviewed', reasons | iif(agreement < ${DISAGREE_BELOW}, ${bitOf('disagree')}, 0), 0), agreement
  FROM boxes`;
const boxOrder = 'ORDER BY image_id, id';

export class Columns {
  readonly #images;
  readonly #someImages;
  readonly #boxes;
  readonly #someBoxes;

  constructor(db: Database) {
    // Rows as arrays: objects of a hundred thousand rows take twice as long.
    this.#images = raw<[], ImageRow>(db.prepare(`${images} ${imageOrder}`));
    this.#someImages = raw<[string], ImageRow>(
      db.prepare(`${images} WHERE images.id IN (SELECT value FROM json_each(?)) ${imageOrder}`),
    );
    this.#boxes = raw<[], BoxRow>(db.prepare(`${boxes} ${boxOrder}`));
    this.#someBoxes = raw<[string], BoxRow>(
      db.prepare(`${boxes} WHERE image_id IN (SELECT value FROM json_each(?)) ${boxOrder}`),
    );
  }

  images(): ImageColumns {
    return toImageColumns(this.#images.all());
  }

  imagesOf(ids: readonly number[]): ImageColumns {
    return toImageColumns(this.#someImages.all(JSON.stringify(ids)));
  }

  boxes(): BoxColumns {
    return toBoxColumns(this.#boxes.all());
  }

  boxesOf(imageIds: readonly number[]): BoxColumns {
    return toBoxColumns(this.#someBoxes.all(JSON.stringify(imageIds)));
  }
}

function raw<Given extends unknown[], Row>(statement: Statement): Statement<Given, Row> {
  return statement.raw() as Statement<Given, Row>;
}

function toImageColumns(rows: ImageRow[]): ImageColumns {
  const count = rows.length;
  const columns: ImageColumns = {
    ids: new Int32Array(count),
    classIds: new Int32Array(count),
    widths: new Int32Array(count),
    heights: new Int32Array(count),
    names: new Array<string>(count),
    missing: new Uint8Array(count),
  };
  rows.forEach(([id, classId, width, height, name, isMissing], i) => {
    columns.ids[i] = id;
    columns.classIds[i] = classId;
    columns.widths[i] = width;
    columns.heights[i] = height;
    columns.names[i] = name;
    columns.missing[i] = isMissing;
  });
  return columns;
}

function toBoxColumns(rows: BoxRow[]): BoxColumns {
  const count = rows.length;
  const columns: BoxColumns = {
    ids: new Int32Array(count),
    imageIds: new Int32Array(count),
    classIds: new Int32Array(count),
    geometry: new Float64Array(4 * count),
    review: new Uint8Array(count),
    source: new Uint8Array(count),
    scores: new Float32Array(count),
    reasons: new Uint16Array(count),
    agreements: new Float32Array(count),
  };
  rows.forEach(([id, imageId, classId, x, y, w, h, review, source, score, reasons, agreement], i) => {
    columns.ids[i] = id;
    columns.imageIds[i] = imageId;
    columns.classIds[i] = classId;
    columns.geometry[4 * i] = x;
    columns.geometry[4 * i + 1] = y;
    columns.geometry[4 * i + 2] = w;
    columns.geometry[4 * i + 3] = h;
    columns.review[i] = review;
    columns.source[i] = source;
    columns.scores[i] = score ?? NaN;
    columns.reasons[i] = reasons;
    columns.agreements[i] = agreement ?? NaN;
  });
  return columns;
}
