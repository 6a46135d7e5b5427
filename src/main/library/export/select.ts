/** Which boxes leave the project, and what is done to those that reach beyond their image. */
import type { BoxRecord, ImageRecord, ReviewState } from '../../../shared/domain.ts';
import { clipToImage } from '../../../shared/geometry.ts';
import type { Box } from '../../../shared/geometry.ts';

export type ExportableState = Exclude<ReviewState, 'rejected'>;

export interface SelectionRule {
  statuses: readonly ExportableState[];
  /** Least score, in [0, 1], of a box that nobody has looked at; a person's decision outweighs a score. */
  minScore: number;
}

export const everyBox: SelectionRule = { statuses: ['accepted', 'edited', 'unreviewed'], minScore: 0 };

export interface Selection {
  /** Inside the image and at least one pixel wide and high. */
  boxes: BoxRecord[];
  /** How many of `boxes` were cut at the edge of the image. */
  clipped: number;
  /** How many had less than a pixel inside the image, or no proper size at all. */
  dropped: number;
}

export function selectBoxes(image: ImageRecord, boxes: readonly BoxRecord[], rule: SelectionRule): Selection {
  const selection: Selection = { boxes: [], clipped: 0, dropped: 0 };
  for (const box of boxes) {
    if (!isWanted(box, rule)) continue;
    const inside = isInside(box, image) ? largeEnough(box) : clipToImage(box, image.width, image.height);
    if (inside === null) {
      selection.dropped += 1;
      continue;
    }
    if (isCut(box, inside)) selection.clipped += 1;
    selection.boxes.push({ ...box, ...inside });
  }
  return selection;
}

function isWanted(box: BoxRecord, { statuses, minScore }: SelectionRule): boolean {
  if (box.review === 'rejected' || !statuses.includes(box.review)) return false;
  return box.review !== 'unreviewed' || box.score === null || box.score >= minScore;
}

/** Asked first, because clipping a box that needs none can take the last digit off a width of exactly 1. */
function isInside({ x, y, w, h }: Box, image: ImageRecord): boolean {
  return x >= 0 && y >= 0 && x + w <= image.width && y + h <= image.height;
}

function largeEnough({ x, y, w, h }: Box): Box | null {
  return w >= 1 && h >= 1 ? { x, y, w, h } : null;
}

/** Less than a hundredth of a pixel is the noise of arithmetic, not a cut. */
function isCut(before: Box, after: Box): boolean {
  return (['x', 'y', 'w', 'h'] as const).some((side) => Math.abs(before[side] - after[side]) > 0.01);
}
