/**
 * The instances layout of COCO, as far as Boxwright reads and writes it: truth to score against, exports, and
 * the results of `predict`. Unknown keys are passed over, since every tool adds its own.
 */
import { z } from 'zod';
import type { Box } from './geometry.ts';

const id = z.number().int();

export const cocoImageSchema = z.object({
  id,
  width: z.number().positive(),
  height: z.number().positive(),
  /** Path with '/' between parts, relative to a folder that the file itself does not name. */
  file_name: z.string().min(1),
});

export const cocoCategorySchema = z.object({ id, name: z.string(), supercategory: z.string().optional() });

export const cocoAnnotationSchema = z.object({
  id,
  image_id: id,
  category_id: id,
  /** x, y, width, height in pixels, 0-based and half-open. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  area: z.number().optional(),
  iscrowd: z.number().optional(),
  segmentation: z.unknown().optional(),
  score: z.number().optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
});

export const cocoInstancesSchema = z.object({
  info: z.record(z.string(), z.unknown()).optional(),
  licenses: z.array(z.unknown()).optional(),
  images: z.array(cocoImageSchema),
  categories: z.array(cocoCategorySchema),
  annotations: z.array(cocoAnnotationSchema),
});

export type CocoImage = z.infer<typeof cocoImageSchema>;
export type CocoCategory = z.infer<typeof cocoCategorySchema>;
export type CocoAnnotation = z.infer<typeof cocoAnnotationSchema>;
export type CocoInstances = z.infer<typeof cocoInstancesSchema>;

/** One line of a results file, which pycocotools' `loadRes` takes. */
export interface CocoResult {
  image_id: number;
  category_id: number;
  bbox: [number, number, number, number];
  score: number;
}

/** A finite number to at most `decimals` places; JSON then never shows it in scientific notation or as -0. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}

/**
 * A box inside its image as COCO's bbox, to a hundredth of a pixel. What is rounded up at the far edge is cut
 * there, so the result stays inside an image of width x height and at least one pixel wide if the box was.
 */
export function cocoBox(box: Box, width: number, height: number): [number, number, number, number] {
  const x = roundTo(box.x, 2);
  const y = roundTo(box.y, 2);
  const w = roundTo(Math.min(roundTo(box.w, 2), width - x), 2);
  const h = roundTo(Math.min(roundTo(box.h, 2), height - y), 2);
  return [x, y, w, h];
}

/** Area of a COCO bbox in square pixels, to a hundredth. */
export function cocoArea(bbox: readonly [number, number, number, number]): number {
  return roundTo(bbox[2] * bbox[3], 2);
}
