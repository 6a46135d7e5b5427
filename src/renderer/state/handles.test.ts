import { describe, expect, it } from 'vitest';
import { dragged, drawn, gripAt, moved, nudged, withField } from './handles.ts';

const image = { width: 300, height: 200 };
const box = { x: 100, y: 50, w: 80, h: 60 };
const key = (name: string, held: { shift?: boolean; alt?: boolean } = {}) => ({
  key: name,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
});

describe('a press on a box', () => {
  it('takes a handle up to twelve pixels beside it', () => {
    expect(gripAt(box, { x: 112, y: 38 })).toBe('nw');
    expect(gripAt(box, { x: 113, y: 38 })).toBeNull();
    expect(gripAt(box, { x: 180, y: 80 })).toBe('e');
  });

  it('takes the box where no handle is near, and nothing outside', () => {
    expect(gripAt(box, { x: 120, y: 80 })).toBe('inside');
    expect(gripAt(box, { x: 60, y: 80 })).toBeNull();
  });

  it('takes the nearest handle of a small box', () => {
    const small = { x: 10, y: 10, w: 8, h: 8 };
    expect(gripAt(small, { x: 17.5, y: 17.5 })).toBe('se');
    expect(gripAt(small, { x: 14, y: 9 })).toBe('n');
  });
});

describe('a drag', () => {
  it('moves the edges of its handle alone', () => {
    expect(dragged(box, 'nw', -10, 5, image)).toEqual({ x: 90, y: 55, w: 90, h: 55 });
    expect(dragged(box, 'e', 20, 99, image)).toEqual({ x: 100, y: 50, w: 100, h: 60 });
    expect(dragged(box, 's', 99, -10, image)).toEqual({ x: 100, y: 50, w: 80, h: 50 });
  });

  it('stops at the edges of the image and one pixel before the opposite edge', () => {
    expect(dragged(box, 'se', 999, 999, image)).toEqual({ x: 100, y: 50, w: 200, h: 150 });
    expect(dragged(box, 'w', 999, 0, image)).toEqual({ x: 179, y: 50, w: 1, h: 60 });
  });

  it('keeps the size of a box that is moved against an edge', () => {
    expect(moved(box, 999, -999, image)).toEqual({ x: 220, y: 0, w: 80, h: 60 });
  });

  it('leaves numbers with one decimal', () => {
    expect(moved(box, 1 / 3, 0, image).x).toBe(100.3);
  });
});

describe('arrow keys', () => {
  it('nudge by one pixel, by ten with Shift', () => {
    expect(nudged(box, key('ArrowLeft'), image)).toEqual({ ...box, x: 99 });
    expect(nudged(box, key('ArrowDown', { shift: true }), image)).toEqual({ ...box, y: 60 });
  });

  it('resize with Alt', () => {
    expect(nudged(box, key('ArrowRight', { alt: true }), image)).toEqual({ ...box, w: 81 });
    expect(nudged(box, key('ArrowUp', { alt: true, shift: true }), image)).toEqual({ ...box, h: 50 });
  });

  it('are the only keys that do', () => {
    expect(nudged(box, key('a'), image)).toBeNull();
  });
});

describe('drawing', () => {
  it('takes any two corners', () => {
    expect(drawn({ x: 50, y: 40 }, { x: 20, y: 90 }, image)).toEqual({ x: 20, y: 40, w: 30, h: 50 });
  });

  it('stays within the image, and is no box below a pixel', () => {
    expect(drawn({ x: 290, y: 190 }, { x: 400, y: 400 }, image)).toEqual({ x: 290, y: 190, w: 10, h: 10 });
    expect(drawn({ x: 20, y: 20 }, { x: 20.5, y: 90 }, image)).toBeNull();
  });
});

describe('a number typed in', () => {
  it('changes one side', () => {
    expect(withField(box, 'w', 90, image)).toEqual({ ...box, w: 90 });
  });

  it('is refused where the box would leave the image', () => {
    expect(withField(box, 'x', 221, image)).toBeNull();
    expect(withField(box, 'h', 0, image)).toBeNull();
    expect(withField(box, 'y', Number.NaN, image)).toBeNull();
  });
});
