/** How every command runs: one place for Ctrl-C, errors, exit codes and --json. */
import { toFailure, type ErrorCode } from '../../shared/errors.ts';
import type { Session } from './session.ts';
import { Terminal } from './terminal.ts';

/** Exit codes: 0 done, 1 failed or stopped, 2 wrong usage. */
export function exitCodeFor(code: ErrorCode): number {
  return code === 'usage' ? 2 : 1;
}

/** Aborts on the first Ctrl-C (or SIGTERM); a second one ends the process where it is. */
function stopOnSignal(terminal: Terminal): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(1);
    terminal.note('Stopping after the current step. Press Ctrl-C again to stop at once.');
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const release = () => process.off('SIGINT', stop).off('SIGTERM', stop);
  return { signal: controller.signal, release };
}

/**
 * Runs a command's work. What it returns is the JSON object of --json (with `ok: true` in front); what it throws
 * becomes a message and an exit code.
 */
export async function runCommand(
  options: { json?: boolean },
  work: (session: Session) => Promise<object> | object,
): Promise<void> {
  const terminal = new Terminal(options.json === true);
  const { signal, release } = stopOnSignal(terminal);
  try {
    terminal.sayJson({ ok: true, ...(await work({ terminal, signal })) });
  } catch (error) {
    const failure = toFailure(error);
    terminal.sayJson(failure);
    if (!terminal.json) terminal.note(describe(error, failure));
    process.exitCode = exitCodeFor(failure.code);
  } finally {
    release();
  }
}

/** A defect is shown with its stack, so that it can be reported; an expected failure speaks for itself. */
function describe(error: unknown, { code, message }: { code: ErrorCode; message: string }): string {
  if (code !== 'internal') return message;
  const stack = error instanceof Error ? error.stack : undefined;
  return `This is a defect of Boxwright: ${stack ?? message}`;
}
