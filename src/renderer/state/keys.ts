/** All keys of the window in one list: what the Keys panel shows, and how a pressed key is told. */

export interface KeyEntry {
  does: string;
  /** Each: keys pressed together; several are alternatives or a range. */
  keys: string[];
}

export interface KeyGroup {
  title: string;
  entries: KeyEntry[];
}

const entry = (does: string, ...keys: string[]): KeyEntry => ({ does, keys });

export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Decide',
    entries: [
      entry('Accept', 'A'),
      entry('Reject', 'X'),
      entry('Edit the box', 'E'),
      entry('Set class', '1', '…', '9'),
      entry('Next, previous image', '→', '←'),
    ],
  },
  {
    title: 'Draw and adjust, after E or W',
    entries: [
      entry('Draw a box', 'W'),
      entry('Remove the box', 'Del'),
      entry('Nudge by 1 px', 'Arrows'),
      entry('Nudge by 10 px', 'Shift', 'Arrows'),
      entry('Resize by 1 px', 'Alt', 'Arrows'),
      entry('Keep the box', 'Enter'),
      entry('Leave, as it was', 'Esc'),
    ],
  },
  {
    title: 'Look',
    entries: [
      entry('Heatmap', 'H'),
      entry('Contour at the threshold', 'C'),
      entry('Zoom in, out', '+', '−'),
      entry('Fit to window', '0'),
      entry('Pan', 'Space', 'drag'),
    ],
  },
  {
    title: 'Gallery',
    entries: [
      entry('Move', 'Arrows'),
      entry('Open in single view', 'Enter'),
      entry('Select', 'Space'),
      entry('Select a range', 'Shift', 'Arrows'),
      entry('Select all', 'Ctrl', 'A'),
      entry('Clear the selection', 'Esc'),
    ],
  },
  {
    title: 'Project',
    entries: [
      entry('New project from a folder', 'Ctrl', 'N'),
      entry('Open a project', 'Ctrl', 'O'),
      entry('Add images', 'Ctrl', 'I'),
      entry('Find by name', 'Ctrl', 'F'),
      entry('Train', 'Ctrl', 'Enter'),
      entry('Export', 'Ctrl', 'E'),
    ],
  },
  {
    title: 'Everywhere',
    entries: [
      entry('Undo', 'Ctrl', 'Z'),
      entry('Redo', 'Ctrl', 'Shift', 'Z'),
      entry('Go to a place', 'Ctrl', '1', '…', '4'),
      entry('Close a panel', 'Esc'),
      entry('This list', '?'),
    ],
  },
];

/** The part of a keyboard event that decides which key it is. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether the key that stands for commands is down: Cmd on a Mac, Ctrl elsewhere. */
export function hasCommand(press: Press, mac: boolean): boolean {
  return mac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
}

/**
 * A pressed key by name: 'Ctrl+Shift+Z', 'Ctrl+1', '?', 'A', 'Esc', 'ArrowLeft'. Ctrl stands for Cmd on a Mac.
 * Shift is named only beside letters and named keys: what it makes of any other key is in the sign itself.
 */
export function pressName(press: Press, mac: boolean): string {
  const names: Record<string, string> = { Escape: 'Esc', Delete: 'Del', ' ': 'Space' };
  const key = names[press.key] ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key);
  const isSign = key.length === 1 && key.toUpperCase() === key.toLowerCase();
  const parts = [
    hasCommand(press, mac) ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !isSign ? 'Shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

const textTypes = new Set(['text', 'search', 'number', 'email', 'url', 'tel', 'password', '']);

/** Whether keys go into a field that takes text: single letters then are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && textTypes.has(target.type);
}
