/**
 * Errors that a person can act on. Anything else that is thrown is a defect of Boxwright and is reported
 * as `internal`. Codes are a closed list so that callers can switch on them and translate them.
 */
export const errorCodes = [
  'usage',
  'not-found',
  'not-a-project',
  'project-from-the-future',
  'project-busy',
  'empty-folder',
  'too-few-classes',
  'class-too-small',
  'nothing-imported',
  'no-model',
  'no-boxes',
  'bad-truth',
  'unreadable-image',
  'target-not-empty',
  'not-writable',
  'disk-full',
  'resource-damaged',
  'cancelled',
  'no-project',
  'bad-arguments',
  'forbidden',
  'name-taken',
  'engine-died',
  'library-died',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A failure as a value, as it leaves the process. */
export interface Failure {
  ok: false;
  code: ErrorCode;
  message: string;
}

/** An expected failure. `message` names the file or thing concerned and says what to do about it. */
export class BoxwrightError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BoxwrightError';
    this.code = code;
  }
}

/** Throws `cancelled` when the signal is set; called between the units of any long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new BoxwrightError('cancelled', 'Stopped. What was finished is kept.');
}

const systemCodes: Record<string, ErrorCode> = {
  ENOSPC: 'disk-full',
  SQLITE_FULL: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  SQLITE_READONLY: 'not-writable',
  ENOENT: 'not-found',
};

/** Any thrown thing as a value: expected errors keep their code, the system's are translated. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof BoxwrightError) return { ok: false, code: thrown.code, message: thrown.message };
  if (!(thrown instanceof Error)) return { ok: false, code: 'internal', message: String(thrown) };
  const systemCode = (thrown as Error & { code?: string }).code;
  return { ok: false, code: (systemCode && systemCodes[systemCode]) || 'internal', message: thrown.message };
}
