import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommandOptions, CommandResult } from './command.mjs';
import { makeContext, type Context } from './context.mjs';

export type FakeCommand = (
  command: string,
  args: string[],
  options: CommandOptions,
) => string | Partial<CommandResult>;

export interface TestContext extends Context {
  /** What was said to the person. */
  lines: string[];
  /** What was run. */
  calls: string[];
}

/**
 * A context in a folder of its own. `command` stands in for every program; a string is the output of success.
 */
export function testContext(
  command: FakeCommand = () => ({ code: 1 }),
  overrides: Partial<Context> = {},
): TestContext {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const lines: string[] = [];
  const calls: string[] = [];
  const run = (name: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> => {
    calls.push([name, ...args].join(' '));
    const result = command(name, args, options);
    const parts = typeof result === 'string' ? { output: result } : result;
    return Promise.resolve({ code: 0, signal: null, missing: false, output: '', ...parts });
  };
  const context = makeContext({
    root: join(folder, 'root'),
    cache: join(folder, 'cache'),
    env: {},
    platform: 'linux',
    arch: 'x64',
    say: (line) => void lines.push(line),
    run,
    ...overrides,
  });
  return { ...context, lines, calls };
}
