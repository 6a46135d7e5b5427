/**
 * Bounding boxes. Everywhere inside Boxwright a box is float x, y, w, h in pixels of the upright
 * (EXIF-applied) original image, 0-based and half-open: it covers x <= px < x + w.
 */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

function intersectionOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/** Intersection over union of two boxes, in [0, 1]; 0 when either is empty. */
export function iou(a: Box, b: Box): number {
  const intersection = intersectionOf(a, b);
  return intersection === 0 ? 0 : intersection / (a.w * a.h + b.w * b.h - intersection);
}

/** How much of the smaller of two boxes lies in the other, in [0, 1]; 0 when either is empty. */
export function overlapOfSmaller(a: Box, b: Box): number {
  const intersection = intersectionOf(a, b);
  return intersection === 0 ? 0 : intersection / Math.min(a.w * a.h, b.w * b.h);
}

/**
 * The part of a box inside an image of width x height pixels, or null when less than one pixel of it in
 * either direction is left (no reader of the common formats accepts such a box).
 */
export function clipToImage(box: Box, width: number, height: number): Box | null {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const w = Math.min(width, box.x + box.w) - x;
  const h = Math.min(height, box.y + box.h) - y;
  return w >= 1 && h >= 1 ? { x, y, w, h } : null;
}

/** The box with the image's own centre and `share` of its width and height: a baseline that looks at nothing. */
export function centredBox(width: number, height: number, share: number): Box {
  return { x: ((1 - share) * width) / 2, y: ((1 - share) * height) / 2, w: share * width, h: share * height };
}
