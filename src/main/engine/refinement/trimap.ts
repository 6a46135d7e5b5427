/**
 * What GrabCut is told of each pixel, in OpenCV's numbers: of a sure pixel it learns the colours and leaves it as it is,
 * a probable one it may give to the other side.
 */
export const TRIMAP = {
  background: 0,
  foreground: 1,
  probableBackground: 2,
  probableForeground: 3,
} as const;
