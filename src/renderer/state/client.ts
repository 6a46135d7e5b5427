/** The window's only way to the other processes. */
import type { AppEvent } from '../../shared/appEvents.ts';
import type { BoxwrightBridge } from '../../shared/bridge.ts';
import type { CallArgs, CallName, CallResult, Reply } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/errors.ts';

declare global {
  interface Window {
    boxwright: BoxwrightBridge;
  }
}

/** A call that was answered with a failure. `message` is a sentence for a person. */
export class CallError extends Error {
  readonly code: ErrorCode;
  /** For a report; empty where the message says all. */
  readonly details: string;

  constructor(code: ErrorCode, message: string, details = '') {
    super(message);
    this.name = 'CallError';
    this.code = code;
    this.details = details;
  }
}

export function call<Name extends CallName>(
  name: Name,
  args: CallArgs<Name>,
): Promise<Reply<CallResult<Name>>> {
  return window.boxwright.call(name, args);
}

/** @throws CallError where the answer is a failure. */
export async function ask<Name extends CallName>(
  name: Name,
  args: CallArgs<Name>,
): Promise<CallResult<Name>> {
  const reply = await call(name, args);
  if (reply.ok) return reply.value;
  throw new CallError(reply.code, reply.message, reply.details);
}

/** @returns what to call to hear no more. */
export function onEvent(listener: (event: AppEvent) => void): () => void {
  return window.boxwright.onEvent(listener);
}

/** Absolute path of a file or folder that was dropped on the window; empty for anything that is no file. */
export function pathOf(file: File): string {
  return window.boxwright.pathOf(file);
}
