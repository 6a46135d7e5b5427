/** The system's error codes in a person's words. */

const words: Record<string, string> = {
  EACCES: 'may not be read by you (permission denied)',
  EPERM: 'may not be read by you (permission denied)',
  ENOENT: 'leads nowhere or was removed meanwhile',
  ELOOP: 'is part of a circle of links',
  ENAMETOOLONG: 'has a path too long for this system',
  EIO: 'could not be read: the disk reports an error',
};

/** The end of a sentence whose subject is the file: 'may not be read by you …'. */
export function explainSystemError(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return words[code] ?? `could not be read (${code || message})`;
}
