/**
 * node scripts/run.mjs [--window] FILE.ts ARGUMENTS...
 *
 * Runs one of Boxwright's TypeScript files (its path is relative to the repository) under Node 24, after making
 * sure that everything it needs is set up; with --window, Electron and what it needs of the system too.
 */
import { resolve } from 'node:path';
import { makeContext } from './setup/context.mjs';
import { launch } from './setup/launch.mjs';
import { commandSteps, setUp, windowSteps } from './setup/setUp.mjs';

const context = makeContext();
const given = process.argv.slice(2);
const window = given[0] === '--window';
const [file, ...args] = window ? given.slice(1) : given;
if (!file) {
  context.say('Usage: node scripts/run.mjs [--window] FILE.ts ARGUMENTS...');
  process.exit(2);
}
const stamp = await setUp(context, window ? windowSteps : commandSteps);
if (!stamp?.node) process.exit(1);

// `npm run` moves to the repository; paths that people type are relative to where they typed them.
const cwd = process.cwd();
const calledFrom = cwd === context.root && process.env.npm_lifecycle_event ? process.env.INIT_CWD : undefined;
process.exitCode = await launch(stamp.node, [resolve(context.root, file), ...args], {
  cwd: calledFrom ?? cwd,
  env: process.env,
});
