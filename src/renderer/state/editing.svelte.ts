/** A box that is being changed or drawn: kept here until it is done, so that one edit is one decision. */
import type { Box } from '../../shared/geometry.ts';
import { centredBox } from '../../shared/geometry.ts';
import { nudged } from './handles.ts';
import type { Size } from './zoom.ts';

export type EditMode = 'look' | 'edit' | 'draw';

export class Editing {
  mode = $state<EditMode>('look');
  /** The box as it is now, in pixels of the image; null while nothing is drawn yet. */
  draft = $state.raw<Box | null>(null);
  /** As it was when the edit began. */
  #before: Box | null = null;

  edit(box: Box): void {
    const { x, y, w, h } = box;
    this.#before = { x, y, w, h };
    this.draft = this.#before;
    this.mode = 'edit';
  }

  draw(): void {
    this.#before = null;
    this.draft = null;
    this.mode = 'draw';
  }

  /** The draft after an arrow key. Drawing by keys alone starts with a box in the middle. */
  nudge(press: { key: string; shiftKey: boolean; altKey: boolean }, image: Size): boolean {
    const from = this.draft ?? centredBox(image.width, image.height, 0.5);
    const next = nudged(from, press, image);
    if (next) this.draft = this.draft ? next : from;
    return next !== null;
  }

  /** Ends an edit and leaves the mode. @returns the box, or null where nothing was changed or drawn. */
  finish(): Box | null {
    const [draft, before] = [this.draft, this.#before];
    this.cancel();
    return draft && !(before && isSame(draft, before)) ? draft : null;
  }

  /** Forgets the draft and leaves the mode. */
  cancel(): void {
    this.mode = 'look';
    this.draft = null;
    this.#before = null;
  }
}

function isSame(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}
