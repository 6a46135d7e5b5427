import { expect, test } from 'vitest';
import { countTests } from './testCounts.ts';

const report = (status: string, assertionResults: unknown[]) =>
  JSON.stringify({ numPassedTests: 5, numFailedTests: 1, testResults: [{ status, assertionResults }] });

test('tests are counted as vitest counts them', () => {
  expect(countTests(report('failed', [{}]))).toEqual({ passed: 5, failed: 1 });
});

test('a file that could not be loaded is a failure', () => {
  expect(countTests(report('failed', []))).toEqual({ passed: 5, failed: 2 });
});

test('no report is a failure', () => {
  expect(countTests(null)).toEqual({ passed: 0, failed: 1 });
});
