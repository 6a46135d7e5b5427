import { describe, expect, it } from 'vitest';
import { commandOf } from './appKeys.ts';
import { pressName, type Press } from './keys.ts';

function press(key: string, ...held: ('ctrl' | 'meta' | 'alt' | 'shift')[]): Press {
  return {
    key,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  };
}

describe('the name of a pressed key', () => {
  it.each([
    [press('a'), 'A'],
    [press('Z', 'ctrl', 'shift'), 'Ctrl+Shift+Z'],
    [press('ArrowLeft', 'alt'), 'Alt+ArrowLeft'],
    [press(' '), 'Space'],
    [press('Escape'), 'Esc'],
    [press('Delete'), 'Del'],
    // Shift is what makes this sign, and on other keyboards it is not needed.
    [press('?', 'shift'), '?'],
    [press('+'), '+'],
  ])('%o is %s', (event, name) => {
    expect(pressName(event, false)).toBe(name);
  });

  it('takes Cmd for Ctrl on a Mac, and Ctrl for nothing', () => {
    expect(pressName(press('n', 'meta'), true)).toBe('Ctrl+N');
    expect(pressName(press('n', 'ctrl'), true)).toBe('N');
    expect(pressName(press('n', 'meta'), false)).toBe('N');
  });
});

describe('keys that work on every screen', () => {
  it('go to the places in the order of the rail', () => {
    const places = ['1', '2', '3', '4'].map((key) => commandOf(press(key, 'ctrl'), false, false));
    expect(places).toEqual(['images', 'train', 'review', 'export']);
  });

  it('are commands with Ctrl, also while typing', () => {
    expect(commandOf(press('o', 'ctrl'), false, true)).toBe('open-project');
  });

  it('are text, not commands, where a person types', () => {
    expect(commandOf(press('?', 'shift'), false, false)).toBe('keys');
    expect(commandOf(press('?', 'shift'), false, true)).toBeNull();
  });

  it('leave all other keys to the screens', () => {
    for (const key of ['a', '1', 'Enter', 'Escape']) expect(commandOf(press(key), false, false)).toBeNull();
  });
});
