/** What a developer wants to know of a failure, for "copy details". */
import type { Reply } from '../../shared/contract.ts';
import { BoxwrightError, toFailure, type Failure } from '../../shared/errors.ts';

/** A failure in another process, with what that process knew of it. */
export class RemoteError extends BoxwrightError {
  readonly details: string;

  constructor({ code, message, details }: Omit<Failure, 'ok'> & { details: string }) {
    super(code, message);
    this.details = details;
  }
}

/** The stack of a defect, the last words of a process that died, the cause of anything else; empty when all is said. */
function detailsOf(error: unknown): string {
  if (error instanceof RemoteError) return error.details;
  if (!(error instanceof Error)) return '';
  if (!(error instanceof BoxwrightError)) return error.stack ?? error.message;
  return error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : '';
}

export function failureOf(error: unknown): Omit<Extract<Reply<never>, { ok: false }>, 'details'> & {
  details: string;
} {
  return { ...toFailure(error), details: detailsOf(error) };
}
