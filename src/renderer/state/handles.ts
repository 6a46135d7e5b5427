/** Changing a box by hand: its handles, drags and arrow keys. Boxes are in pixels of the upright image. */
import type { Box } from '../../shared/geometry.ts';
import type { Point, Size } from './zoom.ts';

/** Named by the compass; the first letters say which edges a handle moves. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];
/** What a press on the stage takes hold of. */
export type Grip = Handle | 'inside';

/** Half the side of the square in which a press takes a handle, in CSS pixels: easy to hit, though drawn smaller. */
export const handleReach = 12;
/** The least side of a box in image pixels; thinner ones are of no use to any format. */
const leastSide = 1;

/** Middle of a handle on the edge of a box. */
export function handlePoint(box: Box, handle: Handle): Point {
  const x = handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5;
  const y = handle.startsWith('n') ? 0 : handle.startsWith('s') ? 1 : 0.5;
  return { x: box.x + box.w * x, y: box.y + box.h * y };
}

/**
 * What lies under a point: of handles in reach the nearest, then the box itself.
 * @param box on the stage, in CSS pixels.
 */
export function gripAt(box: Box, at: Point, reach = handleReach): Grip | null {
  let nearest: Grip | null = null;
  let least = Infinity;
  for (const handle of handles) {
    const { x, y } = handlePoint(box, handle);
    const distance = Math.max(Math.abs(at.x - x), Math.abs(at.y - y));
    if (distance <= reach && distance < least) [nearest, least] = [handle, distance];
  }
  return nearest ?? (contains(box, at) ? 'inside' : null);
}

export function contains({ x, y, w, h }: Box, at: Point): boolean {
  return at.x >= x && at.x < x + w && at.y >= y && at.y < y + h;
}

/** To a tenth of a pixel: finer than any hand, and as the fields show it. */
export function tidy({ x, y, w, h }: Box): Box {
  const round = (value: number) => Math.round(value * 10) / 10;
  const [left, top] = [round(x), round(y)];
  return { x: left, y: top, w: round(round(x + w) - left), h: round(round(y + h) - top) };
}

/** A box dragged by a grip; its edges stop at the image's, and at each other. @param dx, dy since the drag began. */
export function dragged(box: Box, grip: Grip, dx: number, dy: number, image: Size): Box {
  if (grip === 'inside') return moved(box, dx, dy, image);
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.w, box.y + box.h];
  if (grip.includes('w')) left = clamp(left + dx, 0, right - leastSide);
  if (grip.includes('e')) right = clamp(right + dx, left + leastSide, image.width);
  if (grip.startsWith('n')) top = clamp(top + dy, 0, bottom - leastSide);
  if (grip.startsWith('s')) bottom = clamp(bottom + dy, top + leastSide, image.height);
  return tidy({ x: left, y: top, w: right - left, h: bottom - top });
}

/** A box in another place; it keeps its size and stays within the image. */
export function moved(box: Box, dx: number, dy: number, image: Size): Box {
  return tidy({
    x: clamp(box.x + dx, 0, image.width - box.w),
    y: clamp(box.y + dy, 0, image.height - box.h),
    w: box.w,
    h: box.h,
  });
}

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** An arrow key on a box: moves it by a pixel, ten with Shift; with Alt it moves the right or lower edge instead. */
export function nudged(
  box: Box,
  { key, shiftKey, altKey }: { key: string; shiftKey: boolean; altKey: boolean },
  image: Size,
): Box | null {
  const direction = arrows[key];
  if (!direction) return null;
  const step = shiftKey ? 10 : 1;
  const [dx, dy] = [direction.x * step, direction.y * step];
  return altKey ? dragged(box, 'se', dx, dy, image) : moved(box, dx, dy, image);
}

/** The box between two corners, within the image; null while it is thinner than a pixel. */
export function drawn(from: Point, to: Point, image: Size): Box | null {
  const left = clamp(Math.min(from.x, to.x), 0, image.width);
  const right = clamp(Math.max(from.x, to.x), 0, image.width);
  const top = clamp(Math.min(from.y, to.y), 0, image.height);
  const bottom = clamp(Math.max(from.y, to.y), 0, image.height);
  if (right - left < leastSide || bottom - top < leastSide) return null;
  return tidy({ x: left, y: top, w: right - left, h: bottom - top });
}

/** A box with one of its numbers typed in anew, or null where no such box lies within the image. */
export function withField(box: Box, field: keyof Box, value: number, image: Size): Box | null {
  if (!Number.isFinite(value)) return null;
  const next = { ...box, [field]: value };
  const fits =
    next.x >= 0 &&
    next.y >= 0 &&
    next.w >= leastSide &&
    next.h >= leastSide &&
    next.x + next.w <= image.width + 0.05 &&
    next.y + next.h <= image.height + 0.05;
  return fits ? next : null;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}
