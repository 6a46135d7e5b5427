/** How every command runs: one place for Ctrl-C, errors, exit codes and --json. */
import { BoxwrightError, toFailure, type ErrorCode, type Failure } from '../../shared/errors.ts';
import type { CommandIo } from './commandIo.ts';
import { Terminal } from './terminal.ts';

/** What a command that was stopped says, by what it leaves. */
export const stopped = {
  goesOn: 'Stopped. What is done so far is kept, and the same command goes on from there.',
  startsAgain: 'Stopped before anything was written. The same command starts again.',
};

/** Exit codes: 0 done, 1 failed or stopped, 2 wrong usage. */
export function exitCodeFor(code: ErrorCode): number {
  return code === 'usage' ? 2 : 1;
}

/** How a command ended: the object of --json, the remark for a person, and the exit code. */
export interface Ending {
  reply: { ok: boolean };
  note: string | null;
  exitCode: number;
}

/** @param whenStopped what to say when the work was cancelled. */
export function endingOf(error: unknown, whenStopped: string): Ending {
  const failure = toFailure(error);
  if (failure.code === 'cancelled') failure.message = whenStopped;
  return { reply: failure, note: describe(error, failure), exitCode: exitCodeFor(failure.code) };
}

/** A defect is shown with its stack, so that it can be reported; an expected failure speaks for itself. */
function describe(error: unknown, { code, message }: Failure): string {
  if (code !== 'internal') return message;
  const stack = error instanceof Error ? error.stack : undefined;
  return `This is a defect of Boxwright: ${stack ?? message}`;
}

function end(terminal: Terminal, { reply, note, exitCode }: Ending): void {
  terminal.sayJson(reply);
  if (!terminal.json && note !== null) terminal.note(note);
  process.exitCode = exitCode;
}

/** Aborts on the first Ctrl-C (or SIGTERM); a second one ends the process where it is. */
function stopOnSignal(terminal: Terminal, whenStopped: string): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      end(terminal, endingOf(new BoxwrightError('cancelled', ''), whenStopped));
      process.exit();
    }
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
  work: (io: CommandIo) => Promise<object> | object,
  whenStopped = stopped.goesOn,
): Promise<void> {
  const terminal = new Terminal(options.json === true);
  const { signal, release } = stopOnSignal(terminal, whenStopped);
  try {
    end(terminal, {
      reply: { ok: true, ...(await work({ terminal, signal })) },
      note: null,
      exitCode: 0,
    });
  } catch (error) {
    end(terminal, endingOf(error, whenStopped));
  } finally {
    release();
  }
}
