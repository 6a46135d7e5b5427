/** Predictions as one object in COCO's instances layout. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { cocoArea, cocoBox, roundTo, type CocoInstances } from '../../../shared/coco.ts';
import type { ImagePrediction } from '../../../shared/engine.ts';
import { clipToImage } from '../../../shared/geometry.ts';

export interface NamedPrediction {
  image: { relativePath: string; width: number; height: number };
  prediction: Omit<ImagePrediction, 'imageId'>;
}

/**
 * Images and categories are numbered from 1 in the order given; every annotation has `score` and, in `attributes`, the
 * top-1 class by name (`top1`) and its probability (`top1_score`).
 */
export function cocoResults(
  predictions: readonly NamedPrediction[],
  classes: readonly string[],
): CocoInstances {
  return {
    images: predictions.map(({ image: { relativePath, width, height } }, i) => ({
      id: i + 1,
      width,
      height,
      file_name: relativePath,
    })),
    categories: classes.map((name, i) => ({ id: i + 1, name })),
    annotations: predictions.flatMap(({ image, prediction }, i) =>
      annotation(image, prediction, i + 1, classes),
    ),
  };
}

function annotation(
  image: NamedPrediction['image'],
  prediction: NamedPrediction['prediction'],
  id: number,
  classes: readonly string[],
): CocoInstances['annotations'] {
  const clipped = clipToImage(prediction.box, image.width, image.height);
  if (!clipped) return [];
  const bbox = cocoBox(clipped, image.width, image.height);
  const attributes = {
    top1: classes[prediction.top1] ?? '',
    top1_score: roundTo(prediction.top1Score, 4),
  };
  const score = roundTo(prediction.score, 4);
  const category = prediction.classIndex + 1;
  return [
    { id, image_id: id, category_id: category, bbox, area: cocoArea(bbox), iscrowd: 0, score, attributes },
  ];
}

/** Writes the object beside its place and renames it, so that a reader never meets half of it. */
export function writeCocoResults(file: string, results: CocoInstances): void {
  const partial = `${file}.partial-${process.pid}`;
  try {
    writeFileSync(partial, `${JSON.stringify(results)}\n`);
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}
