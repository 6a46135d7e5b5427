/** Connected components of a binary mask. */
import type { Box } from './geometry.ts';

export interface Component {
  /** Bounding box in cells of the mask. */
  box: Box;
  /** How many cells belong to it. */
  size: number;
}

/**
 * The 4-connected components of a mask, in the order in which a row-by-row reading first meets them.
 *
 * @param mask row-major [height, width], non-zero = inside. Left as it was.
 */
export function connectedComponents(mask: Uint8Array, height: number, width: number): Component[] {
  const open = mask.slice();
  const stack = new Int32Array(mask.length);
  const components: Component[] = [];
  for (let start = 0; start < open.length; start += 1) {
    if (open[start]) components.push(flood(open, stack, start, height, width));
  }
  return components;
}

function flood(open: Uint8Array, stack: Int32Array, start: number, height: number, width: number): Component {
  let [left, right, top, bottom, size, depth] = [width, -1, height, -1, 0, 0];
  const visit = (cell: number) => {
    if (!open[cell]) return;
    open[cell] = 0;
    stack[depth] = cell;
    depth += 1;
  };
  visit(start);
  while (depth > 0) {
    depth -= 1;
    const cell = stack[depth] ?? 0;
    const [x, y] = [cell % width, Math.floor(cell / width)];
    size += 1;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    if (x > 0) visit(cell - 1);
    if (x + 1 < width) visit(cell + 1);
    if (y > 0) visit(cell - width);
    if (y + 1 < height) visit(cell + width);
  }
  return { box: { x: left, y: top, w: right - left + 1, h: bottom - top + 1 }, size };
}
