/** What the preload script puts into the window as `window.boxwright`: the only way out of it. */
import type { AppEvent } from './appEvents.ts';
import type { CallArgs, CallName, CallResult, Reply } from './contract.ts';

export interface BoxwrightBridge {
  call<Name extends CallName>(name: Name, args: CallArgs<Name>): Promise<Reply<CallResult<Name>>>;
  /** @returns what to call to hear no more. */
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Absolute path of a file or folder that was dropped on the window; empty for anything that is no file. */
  pathOf(file: File): string;
}
