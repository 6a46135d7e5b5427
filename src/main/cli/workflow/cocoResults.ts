/** Predictions as one object in COCO's instances layout. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { cocoArea, cocoBox, roundTo, type CocoAnnotation, type CocoInstances } from '../../../shared/coco.ts';
import type { ImagePrediction } from '../../../shared/engine.ts';
import { clipToImage, type Box } from '../../../shared/geometry.ts';

export interface NamedPrediction {
  image: { relativePath: string; width: number; height: number };
  prediction: Omit<ImagePrediction, 'imageId'>;
  /** Where the image may hold several objects: all boxes; else the prediction's own is the only one. */
  boxes?: readonly Box[];
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
    annotations: predictions
      .flatMap((named, i) => annotationsOf(named, i + 1, classes))
      .map((annotation, i) => ({ id: i + 1, ...annotation })),
  };
}

function annotationsOf(
  { image, prediction, boxes = [prediction.box] }: NamedPrediction,
  imageId: number,
  classes: readonly string[],
): Omit<CocoAnnotation, 'id'>[] {
  const attributes = {
    top1: classes[prediction.top1] ?? '',
    top1_score: roundTo(prediction.top1Score, 4),
  };
  const common = { image_id: imageId, category_id: prediction.classIndex + 1 };
  const score = roundTo(prediction.score, 4);
  return boxes.flatMap((box) => {
    const clipped = clipToImage(box, image.width, image.height);
    if (!clipped) return [];
    const bbox = cocoBox(clipped, image.width, image.height);
    return [{ ...common, bbox, area: cocoArea(bbox), iscrowd: 0, score, attributes }];
  });
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
