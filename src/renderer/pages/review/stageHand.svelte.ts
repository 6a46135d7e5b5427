/** What a hand does on the stage: takes hold of boxes and handles, draws, and moves the photo. */
import { contains, dragged, drawn, gripAt, type Grip } from '../../state/handles.ts';
import { isTyping } from '../../state/keys.ts';
import { review } from '../../state/review.svelte.ts';
import { toImage, toStage, type Point, type Size, type View } from '../../state/zoom.ts';
import type { Box } from '../../../shared/geometry.ts';

interface Stage {
  readonly image: Size;
  readonly view: View;
  pan(view: View): void;
}

/** A press turns into a drag once it moved this many CSS pixels: a click moves no box. */
const dragFrom = 3;
const MIDDLE = 1;

type Hold =
  | { kind: 'pan'; from: Point; view: View }
  | { kind: 'draw'; from: Point }
  | { kind: 'box'; from: Point; box: Box; grip: Grip; isDragging: boolean; endsEdit: boolean };

const cursors: Record<Grip, string> = {
  nw: 'nwse-resize',
  se: 'nwse-resize',
  ne: 'nesw-resize',
  sw: 'nesw-resize',
  n: 'ns-resize',
  s: 'ns-resize',
  e: 'ew-resize',
  w: 'ew-resize',
  inside: 'move',
};

export class StageHand {
  readonly #stage: Stage;
  #hold = $state.raw<Hold | null>(null);
  #spaceIsDown = $state(false);
  #hovered = $state<Grip | null>(null);

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The handle that is held, or that a press would take. */
  get grip(): Grip | null {
    return this.#hold?.kind === 'box' ? this.#hold.grip : this.#hovered;
  }

  get cursor(): string {
    if (this.#hold?.kind === 'pan') return 'grabbing';
    if (this.#spaceIsDown) return 'grab';
    if (review.editing.mode === 'draw') return 'crosshair';
    return this.grip ? cursors[this.grip] : 'default';
  }

  /** The space bar turns the pointer into a hand, except on a control, which it presses. */
  hold(event: KeyboardEvent): void {
    if (event.key !== ' ' || isTyping(event.target)) return;
    if (event.target instanceof Element && event.target.closest('button, input, select, a')) return;
    event.preventDefault();
    this.#spaceIsDown = true;
  }

  release(event: KeyboardEvent): void {
    if (event.key === ' ') this.#spaceIsDown = false;
  }

  let(): void {
    this.#spaceIsDown = false;
  }

  down(event: PointerEvent, at: Point): void {
    if (event.button !== 0 && event.button !== MIDDLE) return;
    if (event.button === MIDDLE || this.#spaceIsDown) this.#startPan(at);
    else if (review.editing.mode === 'draw')
      this.#hold = { kind: 'draw', from: toImage(this.#stage.view, at) };
    else if (!this.#take(at)) this.#startPan(at);
    if (event.button === MIDDLE) event.preventDefault();
  }

  move(at: Point): void {
    const hold = this.#hold;
    if (!hold) this.#hovered = review.editing.mode === 'draw' ? null : this.#gripAt(at);
    else if (hold.kind === 'pan') {
      const { view, from } = hold;
      this.#stage.pan({ ...view, left: view.left + at.x - from.x, top: view.top + at.y - from.y });
    } else if (hold.kind === 'draw') {
      review.editing.draft = drawn(hold.from, toImage(this.#stage.view, at), this.#stage.image);
    } else this.#drag(hold, at);
  }

  up(): void {
    const hold = this.#hold;
    this.#hold = null;
    if (hold?.kind === 'draw' && review.editing.draft) {
      review.finishEdit();
      review.draw();
    } else if (hold?.kind === 'box' && hold.isDragging && hold.endsEdit) review.finishEdit();
  }

  /** The press came to nothing. */
  drop(): void {
    if (this.#hold?.kind === 'draw') review.editing.draft = null;
    this.#hold = null;
  }

  #startPan(from: Point): void {
    this.#hold = { kind: 'pan', from, view: this.#stage.view };
  }

  /** The box at hand, as it is drawn. */
  #box(): Box | null {
    return review.editing.draft ?? review.box;
  }

  #gripAt(at: Point): Grip | null {
    const box = this.#box();
    return box ? gripAt(toStage(this.#stage.view, box), at) : null;
  }

  #take(at: Point): boolean {
    let grip = this.#gripAt(at);
    // A smaller box that lies within the one at hand can be taken all the same.
    if (grip === null || grip === 'inside') {
      const other = this.#smallestAt(at);
      if (other !== null && other !== review.boxId) {
        review.selectBox(other);
        grip = 'inside';
      }
    }
    const box = this.#box();
    if (!grip || !box) return false;
    this.#hold = {
      kind: 'box',
      from: at,
      box,
      grip,
      isDragging: false,
      endsEdit: review.editing.mode === 'look',
    };
    return true;
  }

  #smallestAt(at: Point): number | null {
    const under = review.boxes.filter((box) => contains(toStage(this.#stage.view, box), at));
    return under.sort((a, b) => a.w * a.h - b.w * b.h)[0]?.id ?? null;
  }

  #drag(hold: Extract<Hold, { kind: 'box' }>, at: Point): void {
    const [dx, dy] = [at.x - hold.from.x, at.y - hold.from.y];
    if (!hold.isDragging && Math.hypot(dx, dy) < dragFrom) return;
    if (!hold.isDragging) {
      this.#hold = hold = { ...hold, isDragging: true };
      if (review.editing.mode === 'look') review.edit();
    }
    const { scale } = this.#stage.view;
    review.editing.draft = dragged(hold.box, hold.grip, dx / scale, dy / scale, this.#stage.image);
  }
}
