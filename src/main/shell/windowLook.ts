/** Where the window opens and what it looks like before the page has drawn anything. */

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** As --size-titlebar of the renderer's tokens.css. */
export const TITLE_BAR_HEIGHT = 38;

const usualSize = { width: 1440, height: 900 };
/** So much of the title bar has to be on a screen for a person to take hold of it. */
const LEAST_VISIBLE = 100;

/** --surface-window and --text of the renderer's tokens.css, so that nothing flashes before the page is there. */
export function frameColours(isDark: boolean): { background: string; symbols: string } {
  return isDark
    ? { background: '#161719', symbols: '#eeeff1' }
    : { background: '#e9eaec', symbols: '#191b1e' };
}

/**
 * @param last where the window was; null before it was ever closed.
 * @param areas what the screens leave to windows.
 * @returns `last` when its title bar can be reached on one of the screens, else a size for the middle of the first.
 */
export function placeWindow(last: Bounds | null, areas: readonly Bounds[]): Bounds | Omit<Bounds, 'x' | 'y'> {
  if (last && areas.some((area) => isReachable(last, area))) return last;
  const { width, height } = last ?? usualSize;
  const [area] = areas;
  if (!area) return { width, height };
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}

function isReachable(window: Bounds, area: Bounds): boolean {
  const left = Math.max(window.x, area.x);
  const right = Math.min(window.x + window.width, area.x + area.width);
  const isOnTop = window.y >= area.y && window.y + TITLE_BAR_HEIGHT <= area.y + area.height;
  return isOnTop && right - left >= LEAST_VISIBLE;
}
