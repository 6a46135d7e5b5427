/** Names of keys, as they stand on a key cap here and as assistive technology wants them. */

const onMac: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩', Del: '⌫' };
const ariaNames: Record<string, string> = {
  Ctrl: 'Control',
  '⌘': 'Meta',
  Del: 'Delete',
  Esc: 'Escape',
  '+': 'Plus',
  '→': 'ArrowRight',
  '←': 'ArrowLeft',
};

/** Whether this machine's keyboard has Cmd where others have Ctrl. */
export function isMac(platform = globalThis.navigator.platform): boolean {
  return platform.startsWith('Mac');
}

/** What to print on a key cap. */
export function keyCap(key: string, mac: boolean): string {
  return (mac ? onMac[key] : undefined) ?? key;
}

/** Keys pressed together, as `aria-keyshortcuts` spells them: Control+Shift+Z. */
export function ariaShortcut(keys: readonly string[], mac: boolean): string {
  return keys.map((key) => (mac && key === 'Ctrl' ? 'Meta' : (ariaNames[key] ?? key))).join('+');
}
