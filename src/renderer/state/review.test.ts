/** Review against a fake library: three elephants, the second suspicious, the third accepted already. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GallerySnapshot, ReviewReply } from '../../shared/appDomain.ts';
import type { AppEvent } from '../../shared/appEvents.ts';
import type { BoxView } from './boxTable.ts';
import { imageColumns } from './galleryFixtures.ts';
import type { Decision } from './optimistic.ts';
import { asChanges, decided } from './optimistic.ts';

const elephant = { id: 1, name: 'elephant', position: 0, imageCount: 3 };
const emu = { id: 2, name: 'emu', position: 1, imageCount: 0 };
const theta = { kind: 'activation' as const, byClass: {}, theta: 0.2, recipeTheta: 0.2 };
const objects = { byClass: {}, choice: 'one' as const };

const box = (id: number, imageId: number, more: Partial<BoxView> = {}): BoxView => ({
  ...{ id, imageId, classId: 1, x: 10, y: 10, w: 50, h: 40 },
  ...{ review: 'unreviewed', source: 'predicted', score: 0.9, agreement: null, reasons: 0 },
  ...more,
});

let stored: BoxView[];
let calls: [name: string, args: unknown][];
let send: (event: AppEvent) => void;
let lastDecided: BoxView[] = [];

function reply(imageId: number): ReviewReply {
  const boxes = stored.filter((one) => one.imageId === imageId);
  const undo = { canUndo: true, canRedo: false };
  return { changes: asChanges([imageId], boxes), undo, theta, objects, count: 1, imageId, pending: 0 };
}

function decide(decisions: Decision[]): ReviewReply {
  lastDecided = stored;
  let imageId = 0;
  for (const decision of decisions) {
    imageId =
      decision.kind === 'draw'
        ? decision.imageId
        : (stored.find(({ id }) => id === decision.boxId)?.imageId ?? 0);
    const others = stored.filter((one) => one.imageId !== imageId);
    const own = stored.filter((one) => one.imageId === imageId);
    stored = [...others, ...decided(own, decision, 99)];
  }
  return reply(imageId);
}

function snapshot(): GallerySnapshot {
  const images = imageColumns([
    [1, 1, 'elephant/1.jpg'],
    [2, 1, 'elephant/2.jpg'],
    [3, 1, 'elephant/3.jpg'],
  ]);
  return {
    ...{ images, boxes: asChanges([], stored).boxes, classes: [elephant, emu], theta },
    undo: { canUndo: false, canRedo: false },
    objects: { byClass: {}, choice: 'one' },
  };
}

function answer(name: string, args: { decisions?: Decision[] }): unknown {
  if (name === 'review.snapshot') return snapshot();
  if (name === 'review.decide') return decide(args.decisions ?? []);
  if (name === 'review.undo') {
    stored = lastDecided;
    return reply(2);
  }
  return null;
}

async function openReview() {
  vi.resetModules();
  const { review } = await import('./review.svelte.ts');
  await vi.runAllTimersAsync();
  review.refresh();
  return review;
}

const decisions = (): Decision[] =>
  calls.flatMap(([name, args]) =>
    name === 'review.decide' ? (args as { decisions: Decision[] }).decisions : [],
  );

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  stored = [
    box(11, 1, { score: 0.7 }),
    box(12, 2, { reasons: 1, score: 0.8 }),
    box(13, 3, { review: 'accepted', score: 0.3 }),
  ];
  vi.stubGlobal('window', {
    boxwright: {
      call: (name: string, args: { decisions?: Decision[] }) => {
        calls.push([name, args]);
        return Promise.resolve({ ok: true, value: answer(name, args) });
      },
      onEvent: (listener: (event: AppEvent) => void) => {
        const before = send;
        send = (event) => {
          before(event);
          listener(event);
        };
        return () => undefined;
      },
    },
  });
  send = () => undefined;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the list', () => {
  it('begins with what needs a person most', async () => {
    const review = await openReview();
    expect([...review.queue]).toEqual([2, 1, 3]);
    expect([review.imageId, review.boxId]).toEqual([2, 12]);
    expect(review.total).toMatchObject({ all: 3, suspicious: 1, unreviewed: 1, accepted: 1 });
  });

  it('does not move when a box is decided on, only when it is sorted again', async () => {
    const review = await openReview();
    review.accept();
    await vi.runAllTimersAsync();
    expect([...review.queue]).toEqual([2, 1, 3]);
    expect(review.isStale).toBe(true);
    review.sort();
    expect([...review.queue]).toEqual([1, 2, 3]);
    expect(review.isStale).toBe(false);
  });

  it('keeps a person at their image when it is sorted again, or goes to the first that is left', async () => {
    const review = await openReview();
    review.show(1);
    review.choose({ sort: 'class' });
    expect(review.place).toBe(0);
    review.choose({ filter: 'accepted' });
    expect([[...review.queue], review.imageId]).toEqual([[3], 3]);
  });

  it('takes up images that are added at its end', async () => {
    const review = await openReview();
    send({ kind: 'images-added', images: imageColumns([[4, 1, 'elephant/0.jpg']]) });
    await vi.runAllTimersAsync();
    review.refresh();
    expect([...review.queue]).toEqual([2, 1, 3, 4]);
  });
});

describe('one key', () => {
  it('accepts the box at hand and goes to the next that needs a decision', async () => {
    const review = await openReview();
    review.open();
    review.accept();
    expect([review.imageId, review.boxId]).toEqual([1, 11]);
    review.reject();
    // Nothing is left to decide on: the person stays.
    expect(review.imageId).toBe(1);
    await vi.runAllTimersAsync();
    expect(decisions()).toEqual([
      { kind: 'accept', boxId: 12 },
      { kind: 'reject', boxId: 11 },
    ]);
  });

  it('goes to the next box of the same image first', async () => {
    stored.push(box(14, 2, { score: 0.6 }));
    const review = await openReview();
    review.open();
    review.accept();
    expect([review.imageId, review.boxId]).toEqual([2, 14]);
  });

  it('decides on every unreviewed box of the selected images as one step', async () => {
    const review = await openReview();
    review.select([1, 2]);
    review.accept();
    await vi.runAllTimersAsync();
    expect(calls.filter(([name]) => name === 'review.decide')).toHaveLength(1);
    expect(decisions()).toHaveLength(2);
    expect(review.selection.size).toBe(0);
  });

  it('sets the class by its place in the order, and asks for nothing where the box has it', async () => {
    const review = await openReview();
    review.open();
    review.setClass(1);
    review.setClass(2);
    review.setClass(3);
    await vi.runAllTimersAsync();
    expect(decisions()).toEqual([{ kind: 'set-class', boxId: 12, classId: 2 }]);
  });
});

describe('an edit', () => {
  const press = { key: 'ArrowRight', shiftKey: false, altKey: false };
  const image = { width: 400, height: 300 };

  it('is one decision, however many nudges it took', async () => {
    const review = await openReview();
    review.open();
    review.edit();
    for (let i = 0; i < 3; i += 1) review.editing.nudge(press, image);
    review.finishEdit();
    await vi.runAllTimersAsync();
    expect(decisions()).toEqual([{ kind: 'edit', boxId: 12, box: { x: 13, y: 10, w: 50, h: 40 } }]);
  });

  it('is none when it is cancelled or changed nothing', async () => {
    const review = await openReview();
    review.open();
    review.edit();
    review.finishEdit();
    review.edit();
    review.editing.nudge(press, image);
    await review.undo();
    expect(review.editing.mode).toBe('look');
    expect(calls.filter(([name]) => name.startsWith('review.d') || name === 'review.undo')).toEqual([]);
  });

  it('counts as the acceptance of what was put right', async () => {
    const review = await openReview();
    review.open();
    review.edit();
    review.editing.nudge(press, image);
    review.accept();
    await vi.runAllTimersAsync();
    expect(decisions().map(({ kind }) => kind)).toEqual(['edit']);
    expect(review.imageId).toBe(1);
  });

  it('is kept when a person goes to another image', async () => {
    const review = await openReview();
    review.open();
    review.edit();
    review.editing.nudge(press, image);
    review.step(1);
    await vi.runAllTimersAsync();
    expect(decisions().map(({ kind }) => kind)).toEqual(['edit']);
  });
});

describe('drawing', () => {
  it('adds a box of the class at hand and selects it under its own id', async () => {
    const review = await openReview();
    review.open();
    review.draw();
    review.editing.draft = { x: 1, y: 2, w: 30, h: 40 };
    review.finishEdit();
    expect(review.box).toMatchObject({ x: 1, w: 30, review: 'accepted' });
    await vi.runAllTimersAsync();
    expect(review.boxId).toBe(99);
  });
});

describe('undo', () => {
  it('goes to the image concerned', async () => {
    const review = await openReview();
    review.open();
    review.accept();
    expect(review.imageId).toBe(1);
    const undone = review.undo();
    await vi.runAllTimersAsync();
    await undone;
    expect(review.imageId).toBe(2);
    expect(review.box?.review).toBe('unreviewed');
  });

  it('shows all images where the filter would hide it', async () => {
    const review = await openReview();
    review.accept();
    review.choose({ filter: 'unreviewed' });
    expect([...review.queue]).toEqual([1]);
    const undone = review.undo();
    await vi.runAllTimersAsync();
    await undone;
    expect([review.rules.filter, review.imageId]).toEqual(['all', 2]);
  });
});

describe('accepting in bulk', () => {
  it('accepts unreviewed boxes from the bar up in one call', async () => {
    const review = await openReview();
    review.bar = 0.75;
    expect(review.candidateCount).toBe(1);
    review.acceptAllAboveBar();
    expect(review.total.accepted).toBe(2);
    await vi.runAllTimersAsync();
    expect(calls).toContainEqual(['review.acceptAll', { boxIds: [12] }]);
  });
});
