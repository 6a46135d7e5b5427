/** Where a box of an image lies over its photo on the screen. */

export interface Corners {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/**
 * A box in pixels of the image, as corners in CSS pixels of the photo. Whole pixels, so that its line stays crisp, and
 * at least 2 apart, so that the smallest box can still be seen.
 */
export function onPhoto(
  box: { x: number; y: number; w: number; h: number },
  image: { width: number; height: number },
  photo: { width: number; height: number },
): Corners {
  // Before a photo is laid out it has no size.
  const [sx, sy] = [photo.width / (image.width || 1), photo.height / (image.height || 1)];
  const [x0, y0] = [Math.round(box.x * sx), Math.round(box.y * sy)];
  return {
    x0,
    y0,
    x1: Math.max(Math.round((box.x + box.w) * sx), x0 + 2),
    y1: Math.max(Math.round((box.y + box.h) * sy), y0 + 2),
  };
}

/** Outline of a box, and the diagonal that tells a rejected one apart. */
export function outline({ x0, y0, x1, y1 }: Corners, isRejected: boolean): string {
  const frame = `M${x0} ${y0}H${x1}V${y1}H${x0}Z`;
  return isRejected ? `${frame}M${x0} ${y1}L${x1} ${y0}` : frame;
}
