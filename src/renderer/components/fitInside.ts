/** The largest size of an image's shape that fits in a place, in whole pixels; at least 1 x 1. */
export function fitInside(
  imageWidth: number,
  imageHeight: number,
  width: number,
  height: number,
): { width: number; height: number } {
  const scale = Math.min(width / imageWidth, height / imageHeight);
  return {
    width: Math.max(1, Math.round(imageWidth * scale)),
    height: Math.max(1, Math.round(imageHeight * scale)),
  };
}
