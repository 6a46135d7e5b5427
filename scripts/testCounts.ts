export interface Counts {
  passed: number;
  failed: number;
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** The part of Playwright's JSON report that is read here. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  /** What went wrong outside of the tests: a file that could not be loaded, a set-up that failed. */
  errors: unknown[];
}

/** A program that ended without a report stands as one failure. */
const noReport: Counts = { passed: 0, failed: 1 };

/**
 * Counts vitest's tests. A file that could not be loaded has no tests to count and stands as one failure.
 *
 * @param report its JSON report, null where there is none.
 */
export function countTests(report: string | null): Counts {
  if (report === null) return noReport;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as VitestReport;
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

/** Counts Playwright's tests, as countTests does vitest's; one that passed only when tried again has failed. */
export function countWindowTests(report: string | null): Counts {
  if (report === null) return noReport;
  const { stats, errors } = JSON.parse(report) as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
