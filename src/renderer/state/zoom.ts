/**
 * Where a photo lies on the stage. All lengths on the stage are CSS pixels from its top left corner; all lengths on the
 * photo are pixels of the upright image.
 */
import type { Box } from '../../shared/geometry.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Image pixel (x, y) lies at (left + x * scale, top + y * scale) on the stage. */
export interface View {
  scale: number;
  left: number;
  top: number;
}

/** What of the stage stays free of the photo when it is fitted: room for the controls that float there. */
export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export const noInsets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** A photo is never shown larger than this; at 16 a pixel is a clear square. */
export const maxScale = 16;
/** Nor fitted larger: small pictures gain nothing from more. */
const maxFitScale = 4;
/** Each press of a zoom key or button. */
export const zoomStep = 1.25;

/** The whole photo, as large as it goes, in the middle of what the insets leave. */
export function fitted(image: Size, stage: Size, insets: Insets = noInsets): View {
  const width = Math.max(1, stage.width - insets.left - insets.right);
  const height = Math.max(1, stage.height - insets.top - insets.bottom);
  const scale = Math.min(width / image.width, height / image.height, maxFitScale);
  return {
    scale,
    left: Math.round(insets.left + (width - image.width * scale) / 2),
    top: Math.round(insets.top + (height - image.height * scale) / 2),
  };
}

/** Zoomed by a factor about a point of the stage, which keeps its place in the photo. */
export function zoomedAt(view: View, factor: number, at: Point, least: number): View {
  const scale = Math.min(Math.max(view.scale * factor, least), maxScale);
  const ratio = scale / view.scale;
  return { scale, left: at.x - (at.x - view.left) * ratio, top: at.y - (at.y - view.top) * ratio };
}

/** Moved by a drag, and kept where it can be seen: see `kept`. */
export function panned(view: View, dx: number, dy: number, image: Size, stage: Size, insets?: Insets): View {
  return kept({ ...view, left: view.left + dx, top: view.top + dy }, image, stage, insets);
}

/**
 * The nearest view in which the photo is not lost: along an axis where it is smaller than its room it is centred there,
 * where it is larger it leaves no empty room on either side.
 */
export function kept(view: View, image: Size, stage: Size, insets: Insets = noInsets): View {
  return {
    scale: view.scale,
    left: keptAlong(view.left, image.width * view.scale, insets.left, stage.width - insets.right),
    top: keptAlong(view.top, image.height * view.scale, insets.top, stage.height - insets.bottom),
  };
}

function keptAlong(start: number, length: number, from: number, to: number): number {
  if (length <= to - from) return Math.round(from + (to - from - length) / 2);
  return Math.round(Math.min(from, Math.max(start, to - length)));
}

export function toImage(view: View, { x, y }: Point): Point {
  return { x: (x - view.left) / view.scale, y: (y - view.top) / view.scale };
}

export function toStage(view: View, { x, y, w, h }: Box): Box {
  return {
    x: view.left + x * view.scale,
    y: view.top + y * view.scale,
    w: w * view.scale,
    h: h * view.scale,
  };
}

/** What one turn of the wheel zooms by. @param delta pixels that the wheel would have scrolled, downwards positive. */
export function wheelFactor(delta: number): number {
  return Math.exp(-Math.min(Math.max(delta, -240), 240) * 0.0022);
}
