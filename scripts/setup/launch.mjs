import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @typedef {NodeJS.ProcessEnv} Environment */

/** TensorFlow tells of processor features at every start; errors are all that people need. @param {Environment} env */
export function quietEnvironment(env) {
  return { TF_CPP_MIN_LOG_LEVEL: '2', ...env };
}

/**
 * Runs a TypeScript file to its end and resolves to the exit code to pass on.
 *
 * @param {string} node
 * @param {string[]} args The file and its arguments.
 * @param {{ cwd: string, env: Environment }} options
 * @returns {Promise<number>}
 */
export function launch(node, args, { cwd, env }) {
  const child = spawn(node, args, { cwd, env: quietEnvironment(env), stdio: 'inherit' });
  forwardSignals(child);
  return new Promise((finish, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * The child decides when a signal ends it; this process outlives it to pass on its exit code. A terminal sends
 * Ctrl-C to the child as well, and a second one would mean "at once".
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => {
    if (!onTerminal) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
}
