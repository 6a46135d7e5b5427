/** Truth made from predictions, so that every IoU is known beforehand. */
import type { CocoAnnotation, CocoInstances } from '../../shared/coco.ts';

export interface PredictedBox {
  file: string;
  className: string;
  bbox: CocoAnnotation['bbox'];
  top1: unknown;
}

export function predictedBoxes({ images, categories, annotations }: CocoInstances): PredictedBox[] {
  return annotations.map(({ image_id, category_id, bbox, attributes }) => ({
    file: images.find(({ id }) => id === image_id)?.file_name ?? '',
    className: categories.find(({ id }) => id === category_id)?.name ?? '',
    bbox,
    top1: attributes?.['top1'],
  }));
}

/**
 * The predicted boxes, each as wide as a share of itself: the IoU of the two is that share.
 *
 * @param shares one for each annotation.
 * @param classOfLast name of the class that the last image is said to have.
 */
export function madeTruth(
  predicted: CocoInstances,
  shares: readonly number[],
  classOfLast: string,
): CocoInstances {
  const { images, categories } = predicted;
  const other = categories.find(({ name }) => name === classOfLast)?.id ?? 0;
  const annotations = predicted.annotations.map(
    ({ id, image_id, category_id, bbox: [x, y, w, h] }, i, all) => ({
      id,
      image_id,
      category_id: i === all.length - 1 ? other : category_id,
      bbox: [x, y, w * (shares[i] ?? 1), h] satisfies CocoAnnotation['bbox'],
    }),
  );
  return { images, categories, annotations };
}
