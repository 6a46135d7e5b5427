/** Columns for tests, from rows that can be read. */
import type { BoxColumns, ImageColumns } from '../../shared/appDomain.ts';

/** [id, class id, name] of each image; all are 400 x 300. */
export function imageColumns(rows: [id: number, classId: number, name: string][]): ImageColumns {
  return {
    ids: Int32Array.from(rows, ([id]) => id),
    classIds: Int32Array.from(rows, ([, classId]) => classId),
    widths: new Int32Array(rows.length).fill(400),
    heights: new Int32Array(rows.length).fill(300),
    names: rows.map(([, , name]) => name),
    missing: new Uint8Array(rows.length),
  };
}

/** [id, image id, x] of each box; all are unreviewed predictions of 10 x 20 pixels at y = 5, of class 1, score 0.5. */
export function boxColumns(rows: [id: number, imageId: number, x: number][]): BoxColumns {
  return {
    ids: Int32Array.from(rows, ([id]) => id),
    imageIds: Int32Array.from(rows, ([, imageId]) => imageId),
    classIds: new Int32Array(rows.length).fill(1),
    geometry: Float64Array.from(rows.flatMap(([, , x]) => [x, 5, 10, 20])),
    review: new Uint8Array(rows.length),
    source: new Uint8Array(rows.length),
    scores: new Float32Array(rows.length).fill(0.5),
    reasons: new Uint16Array(rows.length),
    agreements: new Float32Array(rows.length).fill(NaN),
  };
}
