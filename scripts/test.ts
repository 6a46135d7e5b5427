/**
 * `npm test`: formatting, lint, types and tests, each with its time. All run even when one fails, so that one run
 * shows everything; the last line counts the tests.
 *
 *   npm test -- --only lint --only vitest
 *   npm test -- --only vitest src/shared      (what follows goes to vitest)
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countTests } from './testCounts.ts';

const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const work = mkdtempSync(join(tmpdir(), 'boxwright-test-'));
const report = join(work, 'vitest.json');

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true } },
  allowPositionals: true,
});

/** Each check is a program of node_modules, run by the Node that runs this file. */
const checks: Record<string, string[]> = {
  format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  lint: ['eslint/bin/eslint.js', '--max-warnings=0', '.'],
  types: ['typescript/bin/tsc', '--noEmit'],
  vitest: [
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
};

function run(args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return new Promise((finish) => {
    child.on('error', () => finish(false));
    child.on('exit', (code) => finish(code === 0));
  });
}

async function runChecks(names: string[]): Promise<string[]> {
  const failed: string[] = [];
  for (const name of names) {
    const [program = '', ...args] = checks[name] ?? [];
    console.log(`\n=== ${name} ===`);
    const started = Date.now();
    const passed = await run([join(modules, program), ...args, ...(name === 'vitest' ? positionals : [])]);
    if (!passed) failed.push(name);
    console.log(
      `--- ${name}: ${passed ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
  }
  return failed;
}

function readReport(): string | null {
  try {
    return readFileSync(report, 'utf8');
  } catch {
    return null;
  }
}

const names = values.only ?? Object.keys(checks);
const unknown = names.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`There is no check "${unknown.join('", "')}"; there are ${Object.keys(checks).join(', ')}.`);
  process.exit(2);
}
const failed = await runChecks(names);
const counts = countTests(readReport());
rmSync(work, { recursive: true, force: true });
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
if (names.includes('vitest')) console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed.length > 0 || (names.includes('vitest') && counts.failed > 0) ? 1 : 0;
