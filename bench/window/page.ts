/** Instruments that run inside the window; each is given to `page.evaluate` and must stand for itself. */
import type { BoxwrightBridge } from '../../src/shared/bridge.ts';

export interface ScrollFigures {
  frames: number;
  /** Milliseconds between two frames: the median, the 99th percentile and the longest. */
  median: number;
  p99: number;
  longest: number;
  /** Longest time in milliseconds that any cell in sight had no picture. */
  longestBlank: number;
  /** Cells that had to wait for their picture at all. */
  blanks: number;
}

/** Scrolls the grid by `step` pixels a frame for `frames` frames, to and fro. */
export async function scrollGrid({ frames, step }: { frames: number; step: number }): Promise<ScrollFigures> {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error('There is no grid on the screen.');
  const frame = () => new Promise<number>((next) => requestAnimationFrame(next));
  const gaps: number[] = [];
  const blankSince = new Map<string, number>();
  const blanks: number[] = [];
  const look = (now: number) => {
    const { top, bottom } = grid.getBoundingClientRect();
    const seen = new Set<string>();
    for (const cell of grid.querySelectorAll('[role="gridcell"]')) {
      const place = cell.getBoundingClientRect();
      if (place.bottom <= top || place.top >= bottom) continue;
      const image = cell.querySelector('img');
      const key = cell.getAttribute('data-index') ?? '';
      if (image?.complete && image.naturalWidth > 0) continue;
      seen.add(key);
      if (!blankSince.has(key)) blankSince.set(key, now);
    }
    for (const [key, since] of blankSince) {
      if (seen.has(key)) continue;
      blanks.push(now - since);
      blankSince.delete(key);
    }
  };
  let before = await frame();
  let direction = 1;
  for (let i = 0; i < frames; i += 1) {
    const bottom = grid.scrollHeight - grid.clientHeight;
    if (grid.scrollTop + direction * step > bottom || grid.scrollTop + direction * step < 0) direction *= -1;
    grid.scrollTop += direction * step;
    const now = await frame();
    gaps.push(now - before);
    before = now;
    look(now);
  }
  // What is blank at the end counts until it is filled.
  for (let i = 0; i < 120 && blankSince.size > 0; i += 1) look(await frame());
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    frames,
    median: at(0.5),
    p99: at(0.99),
    longest: at(1),
    longestBlank: Math.max(0, ...blanks),
    blanks: blanks.length,
  };
}

/** Clicks a button by its visible text's beginning; milliseconds until the frame after the page has followed. */
export async function clickToPaint(name: string): Promise<number> {
  const button = [...document.querySelectorAll('button')].find((one) =>
    one.textContent.trim().startsWith(name),
  );
  if (!button) throw new Error(`There is no button "${name}".`);
  const started = performance.now();
  button.click();
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
  return performance.now() - started;
}

/** Chooses an option of a select by its label; milliseconds until the frame after. */
export async function chooseToPaint([label, option]: [string, string]): Promise<number> {
  const select = [...document.querySelectorAll('select')].find((one) =>
    (one.labels[0]?.textContent ?? one.getAttribute('aria-label') ?? '').includes(label),
  );
  const chosen = [...(select?.options ?? [])].find(({ text }) => text === option);
  if (!select || !chosen) throw new Error(`There is no choice "${option}" of "${label}".`);
  const started = performance.now();
  select.value = chosen.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
  return performance.now() - started;
}

export interface ThetaFigures {
  /** Until a box in sight was painted elsewhere. */
  visible: number;
  /** Until the last of all boxes was derived anew. */
  all: number;
}

/** Moves the theta slider to a value as a hand would. */
export async function moveTheta(theta: number): Promise<ThetaFigures> {
  const slider = document.querySelector<HTMLInputElement>(
    'input[type="range"][aria-label*="θ"], input[type="range"][max="0.6"]',
  );
  if (!slider) throw new Error('There is no slider of theta.');
  const shapes = () =>
    [...document.querySelectorAll('[role="gridcell"] svg')].map((one) => one.outerHTML).join('');
  const before = shapes();
  const started = performance.now();
  let last = 0;
  let isDone = false;
  const stop = window.boxwright.onEvent((event) => {
    if (event.kind !== 'theta' || event.pending > 0) return;
    last = performance.now() - started;
    isDone = true;
  });
  slider.value = String(theta);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new Event('change', { bubbles: true }));
  let visible = 0;
  const isOver = () => visible > 0 && isDone;
  while (!isOver() && performance.now() - started < 20_000) {
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
    if (!visible && shapes() !== before) visible = performance.now() - started;
  }
  stop();
  return { visible, all: last };
}

/** From now on notes, for each key, the milliseconds until the next photo was painted; read with `keyFigures`. */
export function watchKeys(): void {
  const figures: number[] = [];
  Object.assign(window, { keyFigures: figures });
  const shown = () =>
    [...document.querySelectorAll<HTMLImageElement>('main img[src^="app-image://view/"]')].find(
      (one) => getComputedStyle(one).visibility === 'visible' && one.getAttribute('aria-hidden') !== 'true',
    );
  addEventListener(
    'keydown',
    (event) => {
      if (event.key.length > 1 && !event.key.startsWith('Arrow')) return;
      const { timeStamp } = event;
      const before = shown()?.src;
      const look = () => {
        const now = shown();
        if (now && now.src !== before && now.complete && now.naturalWidth > 0) {
          figures.push(performance.now() - timeStamp);
        } else if (performance.now() - timeStamp < 3000) requestAnimationFrame(() => setTimeout(look, 0));
      };
      requestAnimationFrame(() => setTimeout(look, 0));
    },
    true,
  );
}

declare global {
  interface Window {
    boxwright: BoxwrightBridge;
    keyFigures: number[];
    acknowledged: number;
  }
}
