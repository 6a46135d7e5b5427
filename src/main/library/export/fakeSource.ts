/** A project that exists only in a test, given to exports in place of a real one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { BoxRecord, ClassRecord, ImageRecord } from '../../../shared/domain.ts';
import type { ExportSource, ImageWithBoxes } from './source.ts';

/** Fields that a test does not care about are as for an upright 100 x 80 JPEG of class `cat`. */
export function fakeImage(fields: Partial<ImageRecord> = {}): ImageRecord {
  const id = fields.id ?? 1;
  return {
    id,
    classId: 1,
    className: 'cat',
    path: `/nowhere/${id}.jpg`,
    relativePath: `cat/${id}.jpg`,
    width: 100,
    height: 80,
    orientation: 1,
    contentHash: createHash('sha256').update(String(id)).digest('hex'),
    byteSize: 1,
    status: 'ok',
    ...fields,
  };
}

export function fakeBox(fields: Partial<BoxRecord> = {}): BoxRecord {
  return {
    ...{ id: 1, imageId: 1, classId: 1, x: 10, y: 20, w: 30, h: 40 },
    ...{ source: 'predicted', score: 0.5, runId: 1, review: 'unreviewed' },
    ...fields,
  };
}

/** Classes get ids and places from 1 and 0 in the order given. */
export function fakeClasses(names: readonly string[]): ClassRecord[] {
  return names.map((name, index) => ({ id: index + 1, name, position: index, imageCount: 0 }));
}

export function fakeSource(classes: readonly string[], entries: readonly ImageWithBoxes[]): ExportSource {
  return {
    name: 'Test project',
    classes: () => fakeClasses(classes),
    iterateImagesWithBoxes: () => entries,
  };
}

/** The record of a real file, of which the class is the folder's name. */
export function imageOfFile(path: string, fields: Partial<ImageRecord>): ImageRecord {
  const bytes = readFileSync(path);
  const className = basename(dirname(path));
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const relativePath = `${className}/${basename(path)}`;
  return fakeImage({ className, path, relativePath, contentHash, byteSize: bytes.length, ...fields });
}
