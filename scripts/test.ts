/**
 * `npm test`: formatting, lint, types, the build of the window, tests, and tests in the real window, each with its
 * time. All run even when one fails, so that one run shows everything; the last line counts the tests.
 *
 *   npm test -- --only lint --only vitest
 *   npm test -- --only vitest src/shared      (what follows goes to vitest)
 *   npm test -- --only e2e review.spec.ts     (or to Playwright)
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCounts, countTests, countWindowTests, type Counts } from './testCounts.ts';
import { build, isBuilt, root } from './window/build.ts';
import { hasDisplay } from './window/electron.ts';

const modules = join(root, 'node_modules');
const work = mkdtempSync(join(tmpdir(), 'boxwright-test-'));
const reports = { vitest: join(work, 'vitest.json'), e2e: join(work, 'playwright.json') };

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true } },
  allowPositionals: true,
});

/** A check by programs of node_modules, each run by the Node that runs this file. */
const programs =
  (...commands: string[][]) =>
  async () => {
    const passed: boolean[] = [];
    for (const [program = '', ...args] of commands) passed.push(await run([join(modules, program), ...args]));
    return passed.every(Boolean);
  };

const checks: Record<string, () => Promise<boolean>> = {
  format: programs(['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
  lint: programs(['eslint/bin/eslint.js', '--max-warnings=0', '.']),
  types: programs(
    ['typescript/bin/tsc', '--noEmit'],
    ['typescript/bin/tsc', '--noEmit', '--project', 'src/preload'],
    ['typescript/bin/tsc', '--noEmit', '--project', 'e2e'],
    [
      'svelte-check/bin/svelte-check',
      ...['--tsconfig', 'src/renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
    ],
  ),
  build: () => Promise.resolve(build()),
  vitest: programs([
    'vitest/vitest.mjs',
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`],
    ...positionals,
  ]),
  e2e: () => (isBuilt(root) || build() ? testWindow() : Promise.resolve(false)),
};

const counters: Record<string, () => Counts> = {
  vitest: () => countTests(readReport(reports.vitest)),
  e2e: () => countWindowTests(readReport(reports.e2e)),
};

function testWindow(): Promise<boolean> {
  const args = [
    join(modules, '@playwright/test/cli.js'),
    ...['test', '--config', join(root, 'e2e/playwright.config.ts'), '--reporter=list,json'],
    ...positionals,
  ];
  return run(args, { display: true, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reports.e2e } });
}

interface RunOptions {
  /** Needs a display; where there is none, Xvfb makes one. */
  display?: boolean;
  env?: NodeJS.ProcessEnv;
}

function run(args: string[], { display = false, env = {} }: RunOptions = {}): Promise<boolean> {
  const command = [process.execPath, ...args];
  if (display && !hasDisplay()) {
    // Its usual screen of 640x480 is smaller than the window, and has colours missing.
    command.unshift('xvfb-run', '--auto-servernum', '--server-args=-screen 0 2560x1440x24');
  }
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((finish) => {
    child.on('error', () => finish(false));
    child.on('exit', (code) => finish(code === 0));
  });
}

async function runChecks(names: string[]): Promise<string[]> {
  const failed: string[] = [];
  for (const name of names) {
    console.log(`\n=== ${name} ===`);
    const started = Date.now();
    const passed = (await checks[name]?.()) ?? false;
    if (!passed) failed.push(name);
    console.log(
      `--- ${name}: ${passed ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
  }
  return failed;
}

function readReport(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
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
const counted = names.flatMap((name) => counters[name] ?? []).map((count) => count());
const counts = counted.reduce(addCounts, { passed: 0, failed: 0 });
rmSync(work, { recursive: true, force: true });
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
if (counted.length > 0) console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed.length > 0 || counts.failed > 0 ? 1 : 0;
