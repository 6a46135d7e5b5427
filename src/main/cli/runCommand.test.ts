import { expect, test } from 'vitest';
import { BoxwrightError, errorCodes } from '../../shared/errors.ts';
import { endingOf, exitCodeFor, stopped } from './runCommand.ts';

test('exit code 2 is wrong usage, 1 every other failure', () => {
  const codes = Object.fromEntries(errorCodes.map((code) => [code, exitCodeFor(code)]));
  const { usage, ...others } = codes;
  expect(usage).toBe(2);
  expect(new Set(Object.values(others))).toEqual(new Set([1]));
});

test('an expected failure speaks for itself', () => {
  const error = new BoxwrightError('no-model', 'Train first.');
  expect(endingOf(error, stopped.goesOn)).toEqual({
    reply: { ok: false, code: 'no-model', message: 'Train first.' },
    note: 'Train first.',
    exitCode: 1,
  });
});

test('a command that was stopped says what it leaves', () => {
  const error = new BoxwrightError('cancelled', 'Stopped.');
  expect(endingOf(error, stopped.startsAgain)).toMatchObject({
    reply: { code: 'cancelled', message: stopped.startsAgain },
    note: stopped.startsAgain,
    exitCode: 1,
  });
});

test('a defect is told with the place where it happened; JSON has its message only', () => {
  const { reply, note } = endingOf(new TypeError('x is not a function'), stopped.goesOn);
  expect(reply).toEqual({ ok: false, code: 'internal', message: 'x is not a function' });
  expect(note).toMatch(
    /^This is a defect of Boxwright: TypeError: x is not a function\n.*runCommand\.test\.ts/s,
  );
});
