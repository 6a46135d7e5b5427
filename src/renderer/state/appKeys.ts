/** The keys that work on every screen. */
import type { MenuCommand } from '../../shared/appEvents.ts';
import { pressName, type Press } from './keys.ts';

const commands: Record<string, MenuCommand> = {
  'Ctrl+1': 'images',
  'Ctrl+2': 'train',
  'Ctrl+3': 'review',
  'Ctrl+4': 'export',
  'Ctrl+N': 'new-project',
  'Ctrl+O': 'open-project',
  'Ctrl+I': 'add-images',
  'Ctrl+Enter': 'train',
  'Ctrl+E': 'export',
};

/**
 * What a pressed key asks for, as the menu's entries are named; null: nothing that works everywhere.
 *
 * @param typing whether it goes into a field that takes text.
 */
export function commandOf(press: Press, mac: boolean, typing: boolean): MenuCommand | null {
  const name = pressName(press, mac);
  if (name === '?') return typing ? null : 'keys';
  return commands[name] ?? null;
}
