import { expect, test } from 'vitest';
import { addCounts, countTests, countWindowTests } from './testCounts.ts';

const report = (status: string, assertionResults: unknown[]) =>
  JSON.stringify({ numPassedTests: 5, numFailedTests: 1, testResults: [{ status, assertionResults }] });

const windowReport = (errors: unknown[]) =>
  JSON.stringify({ stats: { expected: 7, unexpected: 2, flaky: 1, skipped: 0 }, errors });

test('tests are counted as vitest counts them', () => {
  expect(countTests(report('failed', [{}]))).toEqual({ passed: 5, failed: 1 });
});

test('a file that could not be loaded is a failure', () => {
  expect(countTests(report('failed', []))).toEqual({ passed: 5, failed: 2 });
});

test('no report is a failure', () => {
  expect(countTests(null)).toEqual({ passed: 0, failed: 1 });
  expect(countWindowTests(null)).toEqual({ passed: 0, failed: 1 });
});

test('in the window, a test that passed only at another try has failed', () => {
  expect(countWindowTests(windowReport([]))).toEqual({ passed: 7, failed: 3 });
});

test('what goes wrong outside of the tests of the window is a failure', () => {
  expect(countWindowTests(windowReport([{ message: 'no such module' }]))).toEqual({ passed: 7, failed: 4 });
});

test('both kinds are counted together', () => {
  expect(addCounts({ passed: 5, failed: 1 }, { passed: 7, failed: 3 })).toEqual({ passed: 12, failed: 4 });
});
