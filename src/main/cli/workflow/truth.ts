/** Truth boxes from a COCO file. */
import { readFileSync } from 'node:fs';
import { cocoInstancesSchema, type CocoImage, type CocoInstances } from '../../../shared/coco.ts';
import { BoxwrightError } from '../../../shared/errors.ts';
import type { Box } from '../../../shared/geometry.ts';

export interface TruthImage {
  image: CocoImage;
  className: string;
  boxes: Box[];
}

/** @throws BoxwrightError `bad-truth` when the file is not COCO instances with at least one box. */
export function readTruth(file: string): TruthImage[] {
  const truth = parseTruth(file);
  const names = new Map(truth.categories.map(({ id, name }) => [id, name]));
  const annotations = Map.groupBy(truth.annotations, ({ image_id: id }) => id);
  const images = truth.images.flatMap((image): TruthImage[] => {
    const own = annotations.get(image.id) ?? [];
    const [first] = own;
    if (!first) return [];
    // GT-known asks for one class an image: the first box's, as folder = class has it.
    const boxes = own
      .filter(({ category_id: id }) => id === first.category_id)
      .map(({ bbox: [x, y, w, h] }) => ({ x, y, w, h }));
    return [{ image, className: names.get(first.category_id) ?? '', boxes }];
  });
  if (images.length === 0) throw new BoxwrightError('bad-truth', `${file} holds no box to compare with.`);
  return images;
}

function parseTruth(file: string): CocoInstances {
  try {
    return cocoInstancesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const remedy = 'It should be a JSON file with images, categories and annotations (COCO instances).';
    throw new BoxwrightError('bad-truth', `${file} cannot be read as truth boxes. ${remedy}`, { cause });
  }
}
