import { describe, expect, it } from 'vitest';
import type { EditMode } from './editing.svelte.ts';
import { reviewAction } from './reviewKeys.ts';

function press(key: string, place: { view?: 'gallery' | 'single'; mode?: EditMode; taken?: boolean } = {}) {
  const parts = key.split('+').filter((part) => part !== '');
  const held = (name: string) => parts.includes(name);
  return reviewAction(
    {
      key: key === '+' ? '+' : parts.at(-1)!,
      ctrlKey: held('Ctrl'),
      metaKey: false,
      altKey: held('Alt'),
      shiftKey: held('Shift'),
    },
    {
      view: place.view ?? 'single',
      mode: place.mode ?? 'look',
      mac: false,
      arrowsTaken: place.taken ?? false,
    },
  );
}

describe('keys in review', () => {
  it('decide in both views, in either case of the letter', () => {
    expect(press('a')).toEqual({ does: 'accept' });
    expect(press('A')).toEqual({ does: 'accept' });
    expect(press('x', { view: 'gallery' })).toEqual({ does: 'reject' });
    expect(press('3', { view: 'gallery' })).toEqual({ does: 'class', position: 3 });
  });

  it('do nothing of that while Ctrl is held', () => {
    expect(press('Ctrl+a')).toBeNull();
    expect(press('Ctrl+e')).toBeNull();
    expect(press('Ctrl+1')).toBeNull();
  });

  it('undo and redo as on other programs', () => {
    expect(press('Ctrl+z')).toEqual({ does: 'undo' });
    expect(press('Ctrl+Shift+Z')).toEqual({ does: 'redo' });
    expect(press('Ctrl+y')).toEqual({ does: 'redo' });
  });

  it('arrows go to other images, and move the box while it is edited or drawn', () => {
    expect(press('ArrowRight')).toEqual({ does: 'step', by: 1 });
    expect(press('ArrowRight', { mode: 'edit' })).toEqual({ does: 'nudge' });
    expect(press('Alt+Shift+ArrowUp', { mode: 'draw' })).toEqual({ does: 'nudge' });
  });

  it('leave arrows to the grid and to sliders', () => {
    expect(press('ArrowRight', { view: 'gallery' })).toBeNull();
    expect(press('ArrowRight', { taken: true })).toBeNull();
  });

  it('Esc goes one step back: out of an edit, to the gallery, out of the selection', () => {
    expect(press('Escape', { mode: 'edit' })).toEqual({ does: 'cancel' });
    expect(press('Escape')).toEqual({ does: 'close' });
    expect(press('Escape', { view: 'gallery' })).toEqual({ does: 'clear' });
  });

  it('zoom, by either key that has the plus', () => {
    expect(press('+')).toEqual({ does: 'zoom', by: 1 });
    expect(press('=')).toEqual({ does: 'zoom', by: 1 });
    expect(press('-')).toEqual({ does: 'zoom', by: -1 });
    expect(press('0')).toEqual({ does: 'fit' });
  });
});
