/** Which key does what in review. */
import type { EditMode } from './editing.svelte.ts';
import type { Press } from './keys.ts';
import { pressName } from './keys.ts';

export type ReviewAction =
  | { does: 'accept' | 'reject' | 'edit' | 'draw' | 'remove' | 'undo' | 'redo' | 'heat' | 'contour' }
  | { does: 'class'; position: number }
  | { does: 'step' | 'step-box'; by: 1 | -1 }
  | { does: 'zoom'; by: 1 | -1 }
  | { does: 'fit' | 'nudge' | 'finish' | 'cancel' | 'close' | 'clear' };

export interface KeyPlace {
  view: 'gallery' | 'single';
  mode: EditMode;
  mac: boolean;
  /** Whether what has the focus uses arrow keys itself, as a slider does. */
  arrowsTaken: boolean;
}

const everywhere: Record<string, ReviewAction> = {
  A: { does: 'accept' },
  X: { does: 'reject' },
  E: { does: 'edit' },
  W: { does: 'draw' },
  'Ctrl+Z': { does: 'undo' },
  'Ctrl+Shift+Z': { does: 'redo' },
  'Ctrl+Y': { does: 'redo' },
};

const inSingle: Record<string, ReviewAction> = {
  Del: { does: 'remove' },
  Backspace: { does: 'remove' },
  H: { does: 'heat' },
  C: { does: 'contour' },
  '[': { does: 'step-box', by: -1 },
  ']': { does: 'step-box', by: 1 },
  '+': { does: 'zoom', by: 1 },
  '=': { does: 'zoom', by: 1 },
  '-': { does: 'zoom', by: -1 },
  '0': { does: 'fit' },
};

const whileLooking: Record<string, ReviewAction> = {
  ArrowLeft: { does: 'step', by: -1 },
  ArrowRight: { does: 'step', by: 1 },
  Esc: { does: 'close' },
};

const whileEditing: Record<string, ReviewAction> = {
  Enter: { does: 'finish' },
  Esc: { does: 'cancel' },
};

const always = { ...everywhere, ...inSingle };
const actions = {
  gallery: { ...everywhere, Esc: { does: 'clear' } },
  look: { ...always, ...whileLooking },
  edit: { ...always, ...whileEditing },
  draw: { ...always, ...whileEditing },
} satisfies Record<string, Record<string, ReviewAction>>;

/** What a pressed key asks for; null: nothing here. */
export function reviewAction(press: Press, { view, mode, mac, arrowsTaken }: KeyPlace): ReviewAction | null {
  const name = pressName(press, mac);
  if (/^[1-9]$/.test(name)) return { does: 'class', position: Number(name) };
  if (view === 'single' && press.key.startsWith('Arrow')) {
    if (arrowsTaken) return null;
    if (mode !== 'look') return { does: 'nudge' };
  }
  const known: Record<string, ReviewAction> = actions[view === 'gallery' ? 'gallery' : mode];
  return known[name] ?? null;
}
