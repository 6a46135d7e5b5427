/**
 * What components need of the world outside the window, given to them by the page around them: components themselves
 * know no bridge.
 */
import { getContext, setContext } from 'svelte';

export interface Tools {
  copyText(text: string): void;
  /** Absolute path of a dropped file or folder; empty where it has none. */
  pathOf(file: File): string;
}

const key = Symbol('tools');

/** Called while the outermost component is made. */
export function provideTools(tools: Tools): void {
  setContext(key, tools);
}

/** @returns undefined where nobody provided any: a component then leaves the action out. */
export function useTools(): Tools | undefined {
  return getContext<Tools | undefined>(key);
}
