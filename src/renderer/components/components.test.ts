import { describe, expect, it } from 'vitest';
import { foldersOf } from './dropped.ts';
import { ariaShortcut, keyCap } from './keyNames.ts';
import { onPhoto, outline } from './overlayGeometry.ts';
import { reviewedOf, shareOf } from './reviewCounts.ts';

describe('a box over a photo', () => {
  it('lies on whole pixels of the screen', () => {
    const photo = { width: 300, height: 200 };
    const corners = onPhoto({ x: 33, y: 50, w: 100, h: 61 }, { width: 1000, height: 400 }, photo);
    // 33 * 0.3 = 9.9, 133 * 0.3 = 39.9; 50 / 2 = 25, 111 / 2 = 55.5.
    expect(corners).toEqual({ x0: 10, y0: 25, x1: 40, y1: 56 });
  });

  it('can be seen however small it is', () => {
    const corners = onPhoto(
      { x: 500, y: 500, w: 1, h: 1 },
      { width: 4000, height: 4000 },
      { width: 40, height: 40 },
    );
    expect([corners.x1 - corners.x0, corners.y1 - corners.y0]).toEqual([2, 2]);
  });

  it('has a diagonal where it is rejected', () => {
    const corners = { x0: 1, y0: 2, x1: 5, y1: 8 };
    expect(outline(corners, false)).toBe('M1 2H5V8H1Z');
    expect(outline(corners, true)).toBe('M1 2H5V8H1ZM1 8L5 2');
  });
});

describe('keys', () => {
  it('are named as assistive technology wants them', () => {
    expect(ariaShortcut(['Ctrl', 'Shift', 'Z'], false)).toBe('Control+Shift+Z');
    expect(ariaShortcut(['Ctrl', 'N'], true)).toBe('Meta+N');
    expect(ariaShortcut(['Del'], false)).toBe('Delete');
  });

  it('are printed as the keyboard prints them', () => {
    expect([keyCap('Ctrl', true), keyCap('Ctrl', false), keyCap('A', true)]).toEqual(['⌘', 'Ctrl', 'A']);
  });
});

describe('what is dropped', () => {
  it('is told apart into folders and the rest', () => {
    const item = (name: string, isDirectory: boolean): unknown => ({
      kind: 'file',
      getAsFile: () => ({ name }),
      webkitGetAsEntry: () => ({ isDirectory }),
    });
    const text = { kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null };
    const transfer = {
      items: [item('survey', true), item('cat.jpg', false), text],
    } as unknown as DataTransfer;
    const pathOf = ({ name }: File): string => `/home/anna/${name}`;
    expect(foldersOf(transfer, pathOf)).toEqual({ paths: ['/home/anna/survey'], refused: ['cat.jpg'] });
  });
});

describe('the bar of review', () => {
  it('has parts of the whole, and none of nothing', () => {
    expect(reviewedOf({ accepted: 2, edited: 1, rejected: 3 })).toBe(6);
    expect([shareOf(1, 4), shareOf(0, 0)]).toEqual(['25%', '0%']);
  });
});
